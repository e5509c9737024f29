package fastpath.emulator.isa;

/**
 * An operand of a row that is decoded and listed but not executed.
 *
 * @param place field that encodes the operand
 * @param bank registers that the operand may be
 * @param memory true if ModRM.rm may be memory
 * @param bits size of the memory operand; 0 if it depends on the vector length
 * @param part the fraction of the vector length that the memory operand has: 1 all, 2 half, 4, 8;
 *     else 0
 * @param index registers that index the memory of gathers and scatters; else null
 * @param broadcast bits of the element that EVEX.b broadcasts; 0 if none
 * @param fixed number of an implied register, or size of an immediate in bytes
 */
record ListedOperand(
    Place place,
    Bank bank,
    boolean memory,
    int bits,
    int part,
    Bank index,
    int broadcast,
    int fixed) {
  /** Fields that encode operands. */
  enum Place {
    /** ModRM.reg. */
    REG,
    /** VEX.vvvv. */
    VVVV,
    /** ModRM.rm. */
    RM,
    /** Bits 7 to 4 of an immediate byte. */
    IMMEDIATE_REGISTER,
    /** Bits 3 to 0 of the same byte. */
    IMMEDIATE_LOW,
    /** The opcode's low three bits. */
    OPCODE,
    /** An implied register. */
    FIXED,
    IMMEDIATE,
    RELATIVE,
    /** An immediate byte that may be part of the mnemonic. */
    PREDICATE,
    /** EVEX.b with a register selects a rounding mode and suppresses exceptions. */
    ROUNDING,
    /** EVEX.b with a register suppresses exceptions. */
    NO_EXCEPTIONS
  }

  /**
   * Banks of registers; vector registers have the instruction's vector length, half of it, and so
   * on.
   */
  enum Bank {
    XMM("xmm", 128),
    YMM("ymm", 256),
    ZMM("zmm", 512),
    /** The width is the instruction's vector length. */
    VMM("vmm", 0),
    /** The width is half the vector length, and at least 128 bits. */
    HMM("hmm", 0),
    MMX("mm", 64),
    MASK("k", 64),
    X87("st", 80),
    R16("r16", 16),
    R32("r32", 32),
    R64("r64", 64);

    private final String text;
    private final int bits;

    Bank(String text, int bits) {
      this.text = text;
      this.bits = bits;
    }

    String text() {
      return text;
    }

    /** The width in bits; 0 if the vector length decides. */
    int bits() {
      return bits;
    }

    boolean isVector() {
      return this == XMM || this == YMM || this == ZMM || this == VMM || this == HMM;
    }

    /** The registers for a vector length in bits. */
    Bank at(int length) {
      if (this == VMM) {
        return length == 512 ? ZMM : length == 256 ? YMM : XMM;
      }
      return this == HMM ? (length == 512 ? YMM : XMM) : this;
    }
  }

  /** The size of the memory operand in bits for a vector length. */
  int memoryBits(int length) {
    return part == 0 ? bits : length / part;
  }
}
