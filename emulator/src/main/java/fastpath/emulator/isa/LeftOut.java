package fastpath.emulator.isa;

/** Names of what the table leaves out on purpose, by opcode. */
final class LeftOut {
  private LeftOut() {}

  /** The instruction set that an opcode without a row belongs to; null if it is no instruction. */
  static String name(boolean vex, int map, int opcode) {
    if (vex) {
      return map == 0 || map > 3 ? null : "avx";
    }
    return switch (map) {
      case 0 -> oneByte(opcode);
      case 1 -> twoByte(opcode);
      default -> "sse";
    };
  }

  private static String oneByte(int opcode) {
    return switch (opcode) {
      case 0x62 -> "avx512";
      case 0x9b, 0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf -> "x87";
      case 0x6c, 0x6d, 0x6e, 0x6f, 0xe4, 0xe5, 0xe6, 0xe7, 0xec, 0xed, 0xee, 0xef -> "port i/o";
      case 0xca, 0xcb, 0xff -> "far branch";
      case 0xf1 -> "int1";
      default -> null;
    };
  }

  private static String twoByte(int opcode) {
    return switch (opcode) {
      case 0x00, 0x01, 0x02, 0x03, 0x08, 0x34, 0x35, 0x37, 0xaa, 0xb2, 0xb4, 0xb5, 0xc7 -> "system";
      case 0xae -> "fxsave, xsave";
      case 0xc2, 0xc4, 0xc5, 0xc6 -> "sse";
      case 0x0e, 0x0f, 0x77 -> "mmx";
      case 0x7a, 0x7b -> null;
      default -> sseRange(opcode) ? "sse" : null;
    };
  }

  private static boolean sseRange(int opcode) {
    return opcode >= 0x10 && opcode < 0x18
        || opcode >= 0x28 && opcode < 0x30
        || opcode >= 0x50 && opcode < 0x80
        || opcode >= 0xd0;
  }
}
