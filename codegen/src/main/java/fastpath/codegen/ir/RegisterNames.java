package fastpath.codegen.ir;

import fastpath.emulator.isa.Reg;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Names of registers in C sources and in the text form of the IR, without a percent sign. */
public final class RegisterNames {
  private static final Map<String, Reg> BY_NAME = new HashMap<>();

  static {
    for (Reg register : Reg.values()) {
      BY_NAME.put(register.att().substring(1), register);
    }
  }

  private RegisterNames() {}

  /**
   * Returns the register of a name in any case, such as {@code rax} or {@code R8D}; null if no
   * register has the name.
   */
  public static Reg find(String name) {
    return BY_NAME.get(name.toLowerCase(Locale.ROOT));
  }

  /** Returns a register's word in the text form of the IR, such as {@code RAX}. */
  static String text(Reg register) {
    return register.att().substring(1).toUpperCase(Locale.ROOT);
  }
}
