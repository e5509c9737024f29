package fastpath.emulator.isa;

/**
 * An operand position of a row: what the operand may be, and the field that encodes it.
 *
 * @param bits size in bits of the operand, or of the field of an immediate or branch target; 0 for
 *     none
 * @param fixed for FIXED the only register that is accepted; for a string operand the pointer;
 *     otherwise null
 * @param text the operand in the manual's notation
 */
record Slot(Place place, int bits, Reg fixed, String text) {
  /** The fields that encode operands. */
  enum Place {
    /** ModRM.rm, a register or memory. */
    RM,
    /** ModRM.rm, a register only. */
    RM_REGISTER,
    /** ModRM.rm, memory only. */
    RM_MEMORY,
    /** ModRM.reg. */
    REG,
    /** The opcode's low three bits. */
    OPCODE,
    /** VEX.vvvv. */
    VVVV,
    /** An immediate, sign-extended to the operand size. */
    IMM,
    /** An immediate that is unsigned or not an arithmetic operand: shift counts, vectors. */
    UIMM,
    /** An implied register. */
    FIXED,
    /** The implied number 1, which AT&amp;T text omits. */
    ONE,
    REL,
    /** A 64-bit absolute address. */
    MOFFS,
    SEGMENT_REG,
    CONTROL_REG,
    DEBUG_REG,
    /** Memory at the implied pointer of a string source, whose segment can be overridden. */
    STRING_SOURCE,
    /** Memory at the implied pointer of a string destination, in the segment es. */
    STRING_DESTINATION;

    /** True if ModRM.rm encodes the operand. */
    boolean isRm() {
      return this == RM || this == RM_REGISTER || this == RM_MEMORY;
    }

    /** True for memory at an implied pointer. */
    boolean isString() {
      return this == STRING_SOURCE || this == STRING_DESTINATION;
    }
  }

  /**
   * Parses the manual's notation, in which {@code v} stands for the operand size, and {@code z} for
   * the operand size but at most 32.
   */
  static Slot parse(String text, int width, boolean opcodeRegister) {
    int end = text.length();
    boolean vvvv = text.charAt(end - 1) == 'b' && end > 2;
    char last = text.charAt(end - 1);
    if (end > 2 && (last == 'a' || last == 'b') && text.charAt(0) == 'r') {
      end--;
      last = text.charAt(end - 1);
    }
    int bits = 0;
    int start = end;
    if (last == 'v') {
      bits = width;
      start--;
    } else if (last == 'z') {
      bits = Math.min(width, 32);
      start--;
    } else {
      for (int unit = 1; start > 0 && isDigit(text.charAt(start - 1)); unit *= 10) {
        bits += (text.charAt(--start) - '0') * unit;
      }
    }
    String kind = text.substring(0, start);
    String shown = start == end || isDigit(last) ? text : kind + bits;
    return switch (kind) {
      case "r/m" -> new Slot(Place.RM, bits, null, shown);
      case "rm" -> new Slot(Place.RM_REGISTER, bits, null, "r" + bits);
      case "m" -> new Slot(Place.RM_MEMORY, bits, null, shown);
      case "r" ->
          new Slot(
              vvvv ? Place.VVVV : opcodeRegister ? Place.OPCODE : Place.REG, bits, null, shown);
      case "imm" -> new Slot(Place.IMM, bits, null, shown);
      case "uimm" -> new Slot(Place.UIMM, bits, null, "imm" + bits);
      case "rel" -> new Slot(Place.REL, bits, null, shown);
      case "moffs" -> new Slot(Place.MOFFS, bits, null, shown);
      case "sreg" -> new Slot(Place.SEGMENT_REG, 16, null, "Sreg");
      case "cr" -> new Slot(Place.CONTROL_REG, 64, null, "CR0-CR15");
      case "dr" -> new Slot(Place.DEBUG_REG, 64, null, "DR0-DR7");
      case "acc" -> fixed(Reg.gpr(0, bits));
      case "al" -> fixed(Reg.AL);
      case "ax" -> fixed(Reg.AX);
      case "eax" -> fixed(Reg.EAX);
      case "ecx" -> fixed(Reg.ECX);
      case "edx" -> fixed(Reg.EDX);
      case "cl" -> fixed(Reg.CL);
      case "dx" -> fixed(Reg.DX);
      case "fs" -> fixed(Reg.FS);
      case "gs" -> fixed(Reg.GS);
      case "" -> new Slot(Place.ONE, 0, null, "1");
      case "[rsi]" -> new Slot(Place.STRING_SOURCE, bits, Reg.RSI, "m" + bits);
      case "[rbx]" -> new Slot(Place.STRING_SOURCE, bits, Reg.RBX, "m" + bits);
      case "[rdi]" -> new Slot(Place.STRING_DESTINATION, bits, Reg.RDI, "m" + bits);
      default -> throw new IllegalArgumentException("operand " + text);
    };
  }

  private static Slot fixed(Reg reg) {
    return new Slot(Place.FIXED, reg.bits(), reg, reg.toString());
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  boolean isString() {
    return place == Place.STRING_SOURCE || place == Place.STRING_DESTINATION;
  }

  /**
   * Returns the size in bytes of the field of an immediate, branch target or moffs; 0 for other
   * operands.
   */
  int fieldBytes() {
    return switch (place) {
      case IMM, UIMM, REL -> bits / 8;
      case MOFFS -> 8;
      case RM,
          RM_REGISTER,
          RM_MEMORY,
          REG,
          OPCODE,
          VVVV,
          FIXED,
          ONE,
          SEGMENT_REG,
          CONTROL_REG,
          DEBUG_REG,
          STRING_SOURCE,
          STRING_DESTINATION ->
          0;
    };
  }
}
