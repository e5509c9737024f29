package fastpath.emulator.isa;

/**
 * An operand of a row that is decoded and listed but not executed.
 *
 * @param place the field that encodes the operand
 * @param bank the registers that the operand may be
 * @param memory true if ModRM.rm may be a memory operand
 * @param bits size of the memory operand in bits; 0 if the size depends on the vector length
 * @param part the divisor of the vector length that gives the memory operand's size: 1 for all, 2
 *     for half, 4 or 8; 0 if the size does not depend on the vector length
 * @param index the vector registers that hold the indexes of gathers and scatters; null for other
 *     operands
 * @param broadcast size in bits of the element that EVEX.b broadcasts; 0 if none
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
  /** The fields that encode operands. */
  enum Place {
    /** ModRM.reg. */
    REG,
    /** VEX.vvvv. */
    VVVV,
    /** ModRM.rm. */
    RM,
    /** Bits 7 to 4 of an immediate byte. */
    IMMEDIATE_REGISTER,
    /** Bits 3 to 0 of the same immediate byte as {@code IMMEDIATE_REGISTER}. */
    IMMEDIATE_LOW,
    /** The opcode's low three bits. */
    OPCODE,
    /** An implied register. */
    FIXED,
    IMMEDIATE,
    RELATIVE,
    /** An immediate byte that may select a part of the mnemonic. */
    PREDICATE,
    /** EVEX.b with a register operand, which selects a rounding mode and suppresses exceptions. */
    ROUNDING,
    /** EVEX.b with a register operand, which suppresses exceptions. */
    NO_EXCEPTIONS
  }

  /**
   * The banks of registers; vector registers have the instruction's vector length, or half of it,
   * and so on.
   */
  enum Bank {
    XMM("xmm", 128),
    YMM("ymm", 256),
    ZMM("zmm", 512),
    /** Vector registers as wide as the instruction's vector length. */
    VMM("vmm", 0),
    /** Vector registers half as wide as the vector length, but at least 128 bits. */
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

    /** Returns the width in bits; 0 if the width depends on the vector length. */
    int bits() {
      return bits;
    }

    boolean isVector() {
      return this == XMM || this == YMM || this == ZMM || this == VMM || this == HMM;
    }

    /** Returns the registers of the bank for a vector length in bits. */
    Bank at(int length) {
      if (this == VMM) {
        return length == 512 ? ZMM : length == 256 ? YMM : XMM;
      }
      return this == HMM ? (length == 512 ? YMM : XMM) : this;
    }
  }

  /** Returns the size of the memory operand in bits for a vector length in bits. */
  int memoryBits(int length) {
    return part == 0 ? bits : length / part;
  }
}
