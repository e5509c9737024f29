package fastpath.lab.validate;

import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Reg;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Computes the addresses of an instruction's memory operands when the instruction has retired. */
final class OperandAddresses {
  /** Values of the registers before the next instruction retires. */
  private long[] before;

  /**
   * @param entered values at entry of the general registers that hold no argument, by register
   *     number
   */
  OperandAddresses(Cpu cpu, long[] entered) {
    before = cpu.registers();
    System.arraycopy(entered, 0, before, 0, entered.length);
  }

  /** Records the registers after an instruction, for the next one. */
  void retired(Cpu cpu) {
    before = cpu.registers();
  }

  static boolean stores(Decoded insn) {
    return Stream.of(Lifter.lift(insn).uops()).anyMatch(Uop.Store.class::isInstance);
  }

  private static boolean accesses(Decoded insn) {
    return Stream.of(Lifter.lift(insn).uops())
        .anyMatch(u -> u instanceof Uop.Load || u instanceof Uop.Store);
  }

  /**
   * Returns the addresses of the memory operands of an instruction that has just retired; none if
   * the instruction accesses no memory.
   */
  LongStream of(Decoded insn) {
    return insn.insn().operands().stream()
        .filter(Operand.Mem.class::isInstance)
        .filter(operand -> accesses(insn))
        .mapToLong(operand -> address(insn, (Operand.Mem) operand));
  }

  private long address(Decoded insn, Operand.Mem mem) {
    long address = mem.disp();
    address += mem.segment() == Reg.GS ? before[State.GS_BASE.index()] : 0;
    address += mem.base() == null ? 0 : value(insn, mem.base());
    return address + (mem.index() == null ? 0 : mem.scale() * value(insn, mem.index()));
  }

  private long value(Decoded insn, Reg reg) {
    return reg == Reg.RIP ? insn.next() : before[reg.number()];
  }
}
