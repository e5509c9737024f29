package fastpath.lab.litmus;

import fastpath.emulator.isa.Reg;
import java.util.Locale;
import java.util.Optional;

/** Finds registers by the names that litmus tests use. */
final class Registers {
  private Registers() {}

  /** Returns the general-purpose register with a name: {@code EAX}, {@code rax} or {@code %rax}. */
  static Optional<Reg> named(String name) {
    String bare = name.startsWith("%") ? name.substring(1) : name;
    for (Reg reg : Reg.values()) {
      if (reg.isGpr() && reg.text().equals(bare.toLowerCase(Locale.ROOT))) {
        return Optional.of(reg);
      }
    }
    return Optional.empty();
  }
}
