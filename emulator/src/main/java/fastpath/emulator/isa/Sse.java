package fastpath.emulator.isa;

/**
 * Determines which opcodes of SSE to SSE4.2, AES, SHA, GFNI, CET and similar extensions exist (SDM
 * vol. 2D, appendix A). None of these instructions is executed; any other opcode is not an
 * instruction.
 */
final class Sse {
  private static final int REGISTER = 1;
  private static final int MEMORY = 2;

  /**
   * The opcodes of maps 1 to 3, for each the forms without prefix and with 66, F3 and F2; m means
   * memory only, r register only.
   */
  private static final String[][] OPCODES = {
    {
      "10-12 13m 14-16 17m 28-2a 2bm 2c-2f 50r 51-6b 6e-70 74-77 78-79 7e-7f c2 c4 c5r c6 d1-d5 d7r"
          + " d8-e5 e7m e8-ef f1-f6 f7r f8-fe",
      "10-11 12m 13m 14-15 16m 17m 28-2a 2bm 2c-2f 50r 51 54-70 74-76 7c-7f c2 c4 c5r c6 d0-d6 d7r"
          + " d8-e6 e7m e8-ef f1-f6 f7r f8-fe",
      "10-12 16 2a 2c-2d 51-53 58-5f 6f-70 7e-7f c2 d6r e6",
      "10-12 2a 2c-2d 51 58-5a 5c-5f 70 7c-7d c2 d0 d6r e6 f0m"
    },
    {
      "00-0b 1c-1e c8-cd f6m f9m fcm",
      "00-0b 10 14-15 17 1c-1e 20-25 28-29 2am 2b 30-35 37-41 80m 81m 82m cf db-df f5m f8m fcm",
      "d8m f6 dc ddm dem dfm f8m far fbr fcm",
      "f0-f1 f8m fcm"
    },
    {"0f cc", "08-0f 14-17 20-22 40-42 44 60-63 ce-cf df", "f0r", ""}
  };

  private static final byte[][][] PLACES = new byte[3][4][256];

  static {
    for (int map = 0; map < 3; map++) {
      for (int prefix = 0; prefix < 4; prefix++) {
        for (String range : OPCODES[map][prefix].split(" ")) {
          if (!range.isEmpty()) {
            read(range, PLACES[map][prefix]);
          }
        }
      }
    }
  }

  private Sse() {}

  private static void read(String range, byte[] into) {
    int first = Integer.parseInt(range, 0, 2, 16);
    boolean several = range.length() == 5;
    int last = several ? Integer.parseInt(range, 3, 5, 16) : first;
    char end = range.charAt(range.length() - 1);
    for (int opcode = first; opcode <= last; opcode++) {
      into[opcode] = (byte) (end == 'm' ? MEMORY : end == 'r' ? REGISTER : REGISTER | MEMORY);
    }
  }

  /** True if an opcode is such an instruction with a register operand, or with a memory operand. */
  static boolean exists(int prefix, int map, int opcode, boolean register) {
    int column =
        switch (prefix) {
          case 0x66 -> 1;
          case 0xf3 -> 2;
          case 0xf2 -> 3;
          default -> 0;
        };
    return (PLACES[map - 1][column][opcode] & (register ? REGISTER : MEMORY)) != 0;
  }
}
