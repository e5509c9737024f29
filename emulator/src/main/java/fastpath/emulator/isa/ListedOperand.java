package fastpath.emulator.isa;

/**
 * An operand of a row that is decoded and listed but not executed.
 *
 * @param place where it is encoded
 * @param bank the registers that it may be
 * @param memory whether ModRM.rm may be memory
 * @param bits of the memory; of memory that is as long as the vector or a part of it 0
 * @param part of the vector's length that such memory is: 1 all of it, 2 half, 4, 8; else 0
 * @param index registers that index the memory of gathers and scatters; else null
 * @param broadcast bits of the element that EVEX.b broadcasts; 0 if none is
 * @param fixed number of an implied register, or bytes of an immediate
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
  /** Where an operand is encoded. */
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
    /** What EVEX.b with a register says: rounding, and no exceptions. */
    ROUNDING,
    /** What EVEX.b with a register says: no exceptions. */
    NO_EXCEPTIONS
  }

  /** Registers; of a vector those of the instruction's length, of half of it, and so on. */
  enum Bank {
    XMM("xmm", 128),
    YMM("ymm", 256),
    ZMM("zmm", 512),
    /** As long as the instruction says. */
    VMM("vmm", 0),
    /** Half as long, and at least 128 bits. */
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

    /** The width in bits; 0 where the instruction's length says. */
    int bits() {
      return bits;
    }

    boolean isVector() {
      return this == XMM || this == YMM || this == ZMM || this == VMM || this == HMM;
    }

    /** The registers of an instruction of that vector length, bits. */
    Bank at(int length) {
      if (this == VMM) {
        return length == 512 ? ZMM : length == 256 ? YMM : XMM;
      }
      return this == HMM ? (length == 512 ? YMM : XMM) : this;
    }
  }

  /** Bits of the memory of an instruction of a vector length. */
  int memoryBits(int length) {
    return part == 0 ? bits : length / part;
  }
}
