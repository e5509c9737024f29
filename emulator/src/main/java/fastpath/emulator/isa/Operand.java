package fastpath.emulator.isa;

/** An operand of an instruction. */
public sealed interface Operand {
  /** A register. */
  record RegOp(Reg reg) implements Operand {}

  /**
   * An immediate. {@code value} is sign-extended from the operand size; with a symbol it is the
   * addend.
   *
   * @param symbol may be null
   */
  record Imm(long value, Symbolic symbol) implements Operand {
    public Imm(long value) {
      this(value, null);
    }
  }

  /**
   * A memory operand, {@code segment:[base + index*scale + disp]}.
   *
   * @param bits size of the access; 0 if there is none (lea, nop, invlpg) or, for {@link Isa#make},
   *     if another operand tells
   * @param segment a segment override in force, FS or GS (or the default one of a string
   *     instruction); else null
   * @param base null if none; RIP (EIP) for relative to the next instruction
   * @param index null if none
   * @param scale 1, 2, 4, 8
   * @param disp sign-extended; with base RIP and no symbol the raw displacement; with a symbol the
   *     addend, (symbol + disp) being the address
   * @param symbol may be null
   * @param addressBits 64, or 32 with the address-size prefix
   * @param dispBytes 0: the shortest encoding; 1 or 4: a displacement of that many bytes although a
   *     shorter one would do
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

    /** {@code disp(base)} with 64-bit addressing. */
    public static Mem of(int bits, Reg base, long disp) {
      return new Mem(bits, null, base, null, 1, disp, null, 64, 0);
    }

    /** {@code disp(base,index,scale)} with 64-bit addressing. */
    public static Mem of(int bits, Reg base, Reg index, int scale, long disp) {
      return new Mem(bits, null, base, index, scale, disp, null, 64, 0);
    }

    /** {@code symbol+addend(%rip)}. */
    public static Mem rip(int bits, Symbolic symbol, long addend) {
      return new Mem(bits, null, Reg.RIP, null, 1, addend, symbol, 64, 0);
    }

    /** This place accessed with another size. */
    public Mem withBits(int newBits) {
      return newBits == bits
          ? this
          : new Mem(newBits, segment, base, index, scale, disp, symbol, addressBits, dispBytes);
    }

    /** This place under a segment override. */
    public Mem withSegment(Reg newSegment) {
      return new Mem(bits, newSegment, base, index, scale, disp, symbol, addressBits, dispBytes);
    }

    /**
     * True if the operand is in the stack segment (SDM vol. 1, 3.7.4): base rsp or rbp, no
     * override.
     */
    public boolean inStackSegment() {
      return segment == null && base != null && (base.full() == Reg.RSP || base.full() == Reg.RBP);
    }

    boolean ripRelative() {
      return base == Reg.RIP || base == Reg.EIP;
    }
  }

  /**
   * A branch target: an absolute address, or with a symbol (symbol + target).
   *
   * @param symbol may be null
   */
  record Rel(long target, Symbolic symbol) implements Operand {
    public Rel(long target) {
      this(target, null);
    }
  }

  /** Shorthand for {@code new RegOp(reg)}. */
  static RegOp reg(Reg reg) {
    return new RegOp(reg);
  }

  /** Shorthand for {@code new Imm(value, null)}. */
  static Imm imm(long value) {
    return new Imm(value, null);
  }
}
