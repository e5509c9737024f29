package fastpath.emulator.isa;

/**
 * A parsed encoding, from the manual's notation (SDM vol. 2A, 3.1.1.1).
 *
 * @param text the encoding as written: "83 /0 ib", "F3 0F B8 /r", "VEX.LZ.F2.0F38 F5 /r" (W follows
 *     from the operand size), "0F 01 CB"
 * @param map opcode map: 0 for one-byte opcodes, 1 for 0F, 2 for 0F 38, 3 for 0F 3A
 * @param mandatory mandatory prefix 66, F2 or F3, which for VEX is encoded in pp; 0 if there is
 *     none
 * @param without true if mandatory prefixes must be absent (NP)
 * @param withoutRepeat true if F2 and F3 must be absent (NFx)
 * @param modrm NONE, SLASH_R, a digit 0..7, or FIXED + the whole ModRM byte
 * @param opcodeRegister true if the opcode's low three bits encode a register
 * @param addressSize 32 if the prefix 67 belongs to the encoding, otherwise 0
 */
record Encoding(
    String text,
    int map,
    int opcode,
    int mandatory,
    boolean without,
    boolean withoutRepeat,
    int modrm,
    boolean opcodeRegister,
    boolean vex,
    int addressSize) {
  static final int NONE = -2;
  static final int SLASH_R = -1;
  static final int FIXED = 0x100;

  boolean hasModrm() {
    return modrm != NONE;
  }

  static Encoding parse(String text) {
    int map = 0;
    int opcode = -1;
    int mandatory = 0;
    boolean without = false;
    boolean withoutRepeat = false;
    int modrm = NONE;
    boolean opcodeRegister = false;
    boolean vex = false;
    int addressSize = 0;
    int at = 0;
    while (at < text.length()) {
      int space = text.indexOf(' ', at);
      int end = space < 0 ? text.length() : space;
      char first = text.charAt(at);
      if (first == '/') {
        char digit = text.charAt(at + 1);
        modrm = digit == 'r' ? SLASH_R : digit - '0';
      } else if (text.startsWith("NP", at)) {
        without = true;
      } else if (text.startsWith("NFx", at)) {
        withoutRepeat = true;
      } else if (first == 'V') {
        vex = true;
        String v = text.substring(at, end);
        map = v.contains("0F38") ? 2 : 3;
        mandatory =
            v.contains(".F2.") ? 0xf2 : v.contains(".F3.") ? 0xf3 : v.contains(".66.") ? 0x66 : 0;
      } else if (first != 'i' && first != 'c' && first != 'm') {
        int value = Character.digit(first, 16) << 4 | Character.digit(text.charAt(at + 1), 16);
        if (opcode >= 0) {
          modrm = FIXED + value;
        } else if (map == 0 && !vex && end < text.length() && isPrefix(value)) {
          if (value == 0x67) {
            addressSize = 32;
          } else {
            mandatory = value;
          }
        } else if (map == 0 && value == 0x0f && !vex) {
          map = 1;
        } else if (map == 1 && (value == 0x38 || value == 0x3a) && !vex) {
          map = value == 0x38 ? 2 : 3;
        } else {
          opcode = value;
          opcodeRegister = end - at > 2;
        }
      }
      at = end + 1;
    }
    return new Encoding(
        text,
        map,
        opcode,
        mandatory,
        without,
        withoutRepeat,
        modrm,
        opcodeRegister,
        vex,
        addressSize);
  }

  private static boolean isPrefix(int value) {
    return value == 0x66 || value == 0x67 || value == 0xf2 || value == 0xf3;
  }
}
