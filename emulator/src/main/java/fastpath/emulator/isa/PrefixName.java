package fastpath.emulator.isa;

/** The names of prefix bytes as objdump prints them. */
final class PrefixName {
  private PrefixName() {}

  /** Returns the prefix byte with a name; -1 if there is none. */
  static int codeOrNone(String name) {
    return switch (name) {
      case "es" -> 0x26;
      case "cs", "pn" -> 0x2e;
      case "ss" -> 0x36;
      case "ds", "notrack", "pt" -> 0x3e;
      case "fs" -> 0x64;
      case "gs" -> 0x65;
      case "data16" -> 0x66;
      case "addr32" -> 0x67;
      case "lock" -> 0xf0;
      case "repnz", "repne", "bnd" -> 0xf2;
      case "repz", "repe", "rep" -> 0xf3;
      default -> -1;
    };
  }

  static int code(String name) {
    int code = codeOrNone(name);
    if (code < 0) {
      throw new IllegalArgumentException("prefix " + name);
    }
    return code;
  }

  /** Returns the name of a prefix byte that has no effect on the instruction. */
  static String idle(int code) {
    return switch (code) {
      case 0x26 -> "es";
      case 0x2e -> "cs";
      case 0x36 -> "ss";
      case 0x3e -> "ds";
      case 0x64 -> "fs";
      case 0x65 -> "gs";
      case 0x66 -> "data16";
      case 0x67 -> "addr32";
      case 0xf0 -> "lock";
      case 0xf2 -> "repnz";
      case 0xf3 -> "repz";
      default -> throw new IllegalArgumentException("prefix byte " + code);
    };
  }
}
