package fastpath.emulator.isa;

/** An operand of an instruction. */
public sealed interface Operand {
  /** A register. */
  record RegOp(Reg reg) implements Operand {}

  /**
   * An immediate operand. The number {@code value} is sign-extended from the operand size; with a
   * symbol it is the addend.
   *
   * @param symbol symbol to which the value is added; null for none
   */
  record Imm(long value, Symbolic symbol) implements Operand {
    public Imm(long value) {
      this(value, null);
    }
  }

  /**
   * A memory operand, {@code segment:[base + index*scale + disp]}.
   *
   * @param bits size of the access in bits; 0 if there is no access (lea, nop, invlpg) or, for
   *     {@link Isa#make}, if another operand determines the size
   * @param segment segment override that has an effect, FS or GS, or the default segment of a
   *     string instruction; otherwise null
   * @param base base register; RIP or EIP for an address relative to the next instruction; null for
   *     none
   * @param index index register; null for none
   * @param scale factor of the index: 1, 2, 4 or 8
   * @param disp displacement, sign-extended; with base RIP and no symbol the raw displacement; with
   *     a symbol the addend, so that the address is symbol + disp
   * @param symbol symbol to which the displacement is added; null for none
   * @param addressBits address size: 64, or 32 with the address-size prefix
   * @param dispBytes size of the displacement's field: 0 for the shortest encoding; 1 or 4 for that
   *     many bytes even if a shorter field would do
   */
  record Mem(
      int bits,
      Reg segment,
      Reg base,
      Reg index,
      int scale,
      long disp,
      Symbolic symbol,
      int addressBits,
      int dispBytes)
      implements Operand {
    public Mem(
        int bits,
        Reg segment,
        Reg base,
        Reg index,
        int scale,
        long disp,
        Symbolic symbol,
        int addressBits) {
      this(bits, segment, base, index, scale, disp, symbol, addressBits, 0);
    }

    /** Returns the operand {@code disp(base)} with 64-bit addressing. */
    public static Mem of(int bits, Reg base, long disp) {
      return new Mem(bits, null, base, null, 1, disp, null, 64, 0);
    }

    /** Returns the operand {@code disp(base,index,scale)} with 64-bit addressing. */
    public static Mem of(int bits, Reg base, Reg index, int scale, long disp) {
      return new Mem(bits, null, base, index, scale, disp, null, 64, 0);
    }

    /** Returns the operand {@code symbol+addend(%rip)}. */
    public static Mem rip(int bits, Symbolic symbol, long addend) {
      return new Mem(bits, null, Reg.RIP, null, 1, addend, symbol, 64, 0);
    }

    /** Returns this memory operand with another access size. */
    public Mem withBits(int newBits) {
      return newBits == bits
          ? this
          : new Mem(newBits, segment, base, index, scale, disp, symbol, addressBits, dispBytes);
    }

    /** Returns this memory operand with a segment override. */
    public Mem withSegment(Reg newSegment) {
      return new Mem(bits, newSegment, base, index, scale, disp, symbol, addressBits, dispBytes);
    }

    /**
     * True if the operand is in the stack segment (SDM vol. 1, 3.7.4): the base is rsp or rbp,
     * without a segment override.
     */
    public boolean inStackSegment() {
      return segment == null && base != null && (base.full() == Reg.RSP || base.full() == Reg.RBP);
    }

    boolean ripRelative() {
      return base == Reg.RIP || base == Reg.EIP;
    }
  }

  /**
   * A branch target: an absolute address or, with a symbol, symbol + target.
   *
   * @param symbol symbol to which the target is added; null for none
   */
  record Rel(long target, Symbolic symbol) implements Operand {
    public Rel(long target) {
      this(target, null);
    }
  }

  /** Returns {@code new RegOp(reg)}. */
  static RegOp reg(Reg reg) {
    return new RegOp(reg);
  }

  /** Returns {@code new Imm(value, null)}. */
  static Imm imm(long value) {
    return new Imm(value, null);
  }
}
