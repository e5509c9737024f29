package fastpath.codegen.ir;

import fastpath.emulator.isa.Reg;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Registers by the names that sources and the text form of the IR give them, without a percent. */
public final class RegisterNames {
  private static final Map<String, Reg> BY_NAME = new HashMap<>();

  static {
    for (Reg register : Reg.values()) {
      BY_NAME.put(register.att().substring(1), register);
    }
  }

  private RegisterNames() {}

  /**
   * The register of a name in any case, such as {@code rax} or {@code R8D}; null if no register has
   * the name.
   */
  public static Reg find(String name) {
    return BY_NAME.get(name.toLowerCase(Locale.ROOT));
  }

  /** A register's word in the text form of the IR: {@code RAX}. */
  static String text(Reg register) {
    return register.att().substring(1).toUpperCase(Locale.ROOT);
  }
}
