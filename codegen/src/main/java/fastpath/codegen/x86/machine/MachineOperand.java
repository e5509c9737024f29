package fastpath.codegen.x86.machine;

import fastpath.codegen.ir.Segment;

/** An operand of a machine instruction. */
public sealed interface MachineOperand {
  int NONE = -1;

  /**
   * A register: numbers 0 to 15 are hardware registers, and virtual registers begin at {@link
   * Registers#FIRST_VIRTUAL}.
   */
  record Register(int number, int bits) implements MachineOperand {}

  /** A constant, or the address of a symbol plus {@code value} if {@code symbol} is not null. */
  record Immediate(long value, String symbol) implements MachineOperand {}

  /**
   * A memory operand {@code segment:[base + index*scale + disp + symbol + slot]}.
   *
   * @param bits the size of the access in bits; 0 for lea
   * @param base the base register or {@link #NONE}
   * @param index the index register or {@link #NONE}
   * @param symbol the symbol, or null; a symbol alone is addressed relative to rip, as in gcc's
   *     kernel code model
   * @param slot the index in {@link MachineFunction#slots}, or {@link #NONE}; an operand with a
   *     slot has no base
   */
  record Memory(
      int bits, Segment segment, int base, int index, int scale, long disp, String symbol, int slot)
      implements MachineOperand {
    /** Returns memory of {@code bits} bits at a register plus a displacement. */
    public static Memory at(int bits, int base, long disp) {
      return new Memory(bits, Segment.NONE, base, NONE, 1, disp, null, NONE);
    }

    /** Returns memory of {@code bits} bits in a stack slot. */
    public static Memory inSlot(int bits, int slot, long disp) {
      return new Memory(bits, Segment.NONE, NONE, NONE, 1, disp, null, slot);
    }

    Memory withBits(int newBits) {
      return new Memory(newBits, segment, base, index, scale, disp, symbol, slot);
    }

    Memory withRegisters(int newBase, int newIndex) {
      return new Memory(bits, segment, newBase, newIndex, scale, disp, symbol, slot);
    }
  }
}
