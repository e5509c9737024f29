package fastpath.emulator.isa;

/**
 * The instructions that the table leaves out on purpose: their extensions by opcode, and their
 * lengths.
 */
final class LeftOut {
  private LeftOut() {}

  /**
   * Returns the extension of an opcode without a row; null if the opcode is not an instruction.
   *
   * @param vex true after a VEX or EVEX prefix
   * @param map the opcode map, as in {@link Encoding}
   */
  static String name(boolean vex, int map, int opcode) {
    if (vex) {
      return map >= 1 && map <= 3 ? "avx" : null;
    }
    return switch (map) {
      case 0 -> oneByte(opcode);
      case 1 -> twoByte(opcode);
      case 2 -> opcode == 0xf8 ? "movdir64b" : "sse";
      default -> "sse";
    };
  }

  /**
   * Returns what the user can do about an instruction of an unsupported extension.
   *
   * @param set name of the extension, from {@link #name}
   */
  static String advice(String set) {
    return switch (set) {
      case "sse", "avx", "avx512", "mmx", "x87" -> "compile with -mgeneral-regs-only";
      case "fxsave, xsave" -> "there are no vector registers to save, as cpuid says";
      case "mpx" -> "compile without -mmpx";
      case "transactions" -> "compile without -mrtm, there are none, as cpuid says";
      case "far branch" -> "there is one code segment: use a near branch, or iretq";
      case "int1" -> "use int3";
      case "movdir64b" -> "use plain stores, as where cpuid does not have it";
      case "movsxd of 16 bits" -> "use mov";
      default -> "leave it out or put a stub in its place";
    };
  }

  /**
   * True if an opcode of the legacy maps, with the given mandatory prefix and ModRM byte, is an
   * instruction. An opcode for which this class has no table or rule counts as an instruction.
   *
   * @param prefix the mandatory prefix: 66, F2, F3 or 0
   * @param modrm the ModRM byte; -1 if there is none
   */
  static boolean exists(int prefix, int map, int opcode, int modrm) {
    boolean register = modrm >= 0xc0;
    int digit = modrm >> 3 & 7;
    return switch (map) {
      case 0 ->
          switch (opcode) {
            case 0xff -> !register && digit != 7;
            default -> (opcode & 0xf8) != 0xd8 || Escapes.exists(opcode, modrm);
          };
      case 1 ->
          switch (opcode) {
            case 0x00 -> digit < 6;
            case 0x01 -> register || digit != 5 || prefix == 0xf3;
            case 0xb2, 0xb4, 0xb5 -> !register;
            case 0xc7 -> register ? digit > 5 : digit == 1 || digit > 2;
            case 0xae ->
                register ? prefix != 0 && digit >= 4 && digit < 7 : prefix != 0xf2 || digit < 4;
            case 0x71, 0x72 -> register && prefix < 0xf2 && (digit & 1) == 0 && digit > 0;
            case 0x73 ->
                register
                    && prefix < 0xf2
                    && (digit & 2) != 0
                    && (prefix == 0x66 || (digit & 1) == 0);
            default ->
                !sseRange(opcode) && !isSse(opcode) || Sse.exists(prefix, map, opcode, register);
          };
      default -> Sse.exists(prefix, map, opcode, register);
    };
  }

  private static String oneByte(int opcode) {
    return switch (opcode) {
      case 0x9b, 0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf -> "x87";
      case 0xca, 0xcb, 0xff -> "far branch";
      case 0xc6, 0xc7 -> "transactions";
      case 0xf1 -> "int1";
      // The other operand sizes have rows in the table.
      case 0x63 -> "movsxd of 16 bits";
      default -> null;
    };
  }

  private static String twoByte(int opcode) {
    return switch (opcode) {
      case 0x00, 0x01, 0x02, 0x03, 0x07, 0x08, 0x34, 0x35, 0x37, 0xaa, 0xb2, 0xb4, 0xb5, 0xc7 ->
          "system";
      case 0xae -> "fxsave, xsave";
      case 0xc2, 0xc4, 0xc5, 0xc6 -> "sse";
      case 0x0e, 0x0f, 0x77 -> "mmx";
      case 0x7a, 0x7b -> null;
      default -> sseRange(opcode) ? "sse" : null;
    };
  }

  private static boolean isSse(int opcode) {
    return opcode == 0xc2 || opcode >= 0xc4 && opcode <= 0xc6 || opcode == 0x77;
  }

  private static boolean sseRange(int opcode) {
    return opcode >= 0x10 && opcode < 0x18
        || opcode >= 0x28 && opcode < 0x30
        || opcode >= 0x50 && opcode < 0x80
        || opcode >= 0xd0;
  }

  /** True if a ModRM byte follows the opcode (SDM vol. 2D, appendix A). */
  static boolean hasModrm(int map, int opcode) {
    return switch (map) {
      case 0 -> opcode >= 0xd8 && opcode <= 0xdf || opcode == 0xff || opcode == 0x63;
      case 1 ->
          switch (opcode) {
            case 0x07, 0x08, 0x09, 0x0e, 0x34, 0x35, 0x37, 0x77, 0xaa -> false;
            default -> (opcode & 0xf8) != 0xc8;
          };
      default -> true;
    };
  }

  /** Returns the size of the immediate in bytes. */
  static int immediateBytes(int map, int opcode) {
    return switch (map) {
      case 0 ->
          switch (opcode) {
            case 0xe4, 0xe5, 0xe6, 0xe7 -> 1;
            case 0xc6 -> 2; // xabort is C6 F8 ib.
            case 0xca -> 2;
            case 0xc7 -> 5; // xbegin is C7 F8 cd.
            default -> 0;
          };
      case 1 ->
          switch (opcode) {
            case 0x0f, 0x70, 0x71, 0x72, 0x73, 0xc2, 0xc4, 0xc5, 0xc6 -> 1;
            default -> 0;
          };
      case 3 -> 1;
      default -> 0;
    };
  }
}
