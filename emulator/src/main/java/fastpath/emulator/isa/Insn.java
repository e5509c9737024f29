package fastpath.emulator.isa;

import java.util.List;

/**
 * An instruction: a row of the table and its operands.
 *
 * @param operands the operands in Intel order, destination first; the implied operands of string
 *     instructions are listed too
 */
public record Insn(Form form, Prefixes prefixes, List<Operand> operands) {
  public Insn {
    operands = List.copyOf(operands);
  }

  public String mnemonic() {
    return form.mnemonic();
  }

  /** True for push of a register or of another operand of 16 to 64 bits; false for pushf. */
  public boolean isPush() {
    return form.action() == Action.PUSH;
  }

  /** True for pop, the counterpart of {@link #isPush}. */
  public boolean isPop() {
    return form.action() == Action.POP;
  }

  /** True for mov, which copies an operand unchanged. */
  public boolean isMove() {
    return form.action() == Action.MOVE;
  }

  /** True for direct and indirect calls. */
  public boolean isCall() {
    return form.flow() == Flow.CALL || form.flow() == Flow.INDIRECT_CALL;
  }

  public Operand operand(int index) {
    return operands.get(index);
  }

  /**
   * Returns the address size: 64, or 32 with the address-size prefix; a repeat or loop counts in
   * rcx or ecx accordingly.
   */
  public int addressBits() {
    for (Operand operand : operands) {
      if (operand instanceof Operand.Mem mem) {
        return mem.addressBits();
      }
    }
    return form.addressSize() == 32 ? 32 : 64;
  }

  @Override
  public String toString() {
    return Att.source(this);
  }
}
