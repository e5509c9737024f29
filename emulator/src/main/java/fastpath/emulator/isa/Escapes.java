package fastpath.emulator.isa;

/**
 * Determines which x87 instructions exist: opcodes D8 to DF, by ModRM byte. Besides the
 * instructions in the manual (SDM vol. 2D, A.5.2), CPUs execute the 8087's aliases of fcom, fcomp,
 * fxch and fstp (observed on a CPU).
 */
final class Escapes {
  private Escapes() {}

  static boolean exists(int opcode, int modrm) {
    return modrm < 0xc0 ? memory(opcode, modrm >> 3) : register(opcode, modrm);
  }

  private static boolean memory(int opcode, int row) {
    int digit = row & 7;
    return switch (opcode) {
      case 0xd9 -> digit != 1;
      case 0xdb -> digit != 4 && digit != 6;
      case 0xdd -> digit != 5;
      default -> true;
    };
  }

  private static boolean register(int opcode, int modrm) {
    return switch (opcode) {
      case 0xd9 ->
          modrm <= 0xd0
              || modrm >= 0xd8
                  && modrm != 0xe2
                  && modrm != 0xe3
                  && modrm != 0xe6
                  && modrm != 0xe7
                  && modrm != 0xef;
      case 0xda -> modrm < 0xe0 || modrm == 0xe9;
      case 0xdb -> modrm < 0xe6 || modrm >= 0xe8 && modrm < 0xf8;
      case 0xdd -> modrm < 0xf0;
      case 0xde -> modrm < 0xd8 || modrm == 0xd9 || modrm >= 0xe0;
      case 0xdf -> modrm <= 0xe0 || modrm >= 0xe8 && modrm < 0xf8;
      default -> true;
    };
  }
}
