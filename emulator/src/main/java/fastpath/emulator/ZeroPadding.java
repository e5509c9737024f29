package fastpath.emulator;

import fastpath.emulator.engine.Fetch;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Reg;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;
import java.util.List;

/**
 * Completes a load of a word that reaches into an absent page as the kernel does: the bytes before
 * the page, then zeros (ex_handler_zeropad of arch/x86/mm/extable.c).
 */
record ZeroPadding(Cpu cpu, Memory memory) {
  private static final long MASK = Long.BYTES - 1;

  /**
   * Completes the load at rip; returns false if the instruction is not a load of a word into a
   * register.
   */
  boolean apply() {
    try {
      long rip = cpu.get(State.RIP);
      Decoded insn = Fetch.instruction(cpu.profile(), memory, rip).insn();
      List<Operand> operands = insn.insn().operands();
      if (!insn.insn().isMove()
          || !(operands.get(0) instanceof Operand.RegOp(Reg to))
          || !(operands.get(1) instanceof Operand.Mem from)
          || to.bits() != Long.SIZE
          || from.segment() != null) {
        return false;
      }
      long address = from.disp() + value(from.base()) + from.scale() * value(from.index());
      long word = memory.peek(address & ~MASK, Long.BYTES);
      cpu.set(State.gpr(to.number()), word >>> (address & MASK) * Byte.SIZE);
      return true;
    } catch (GuestFault e) {
      return false;
    }
  }

  private long value(Reg reg) {
    return reg == null ? 0 : cpu.get(State.gpr(reg.number()));
  }
}
