package fastpath.emulator.engine;

import fastpath.emulator.isa.Alu;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Reg;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;

/**
 * Converts the fault of an access into the fault that the CPU reports for the instruction. The
 * conversion reads the registers, which a fault leaves unchanged. A non-canonical address raises
 * #SS if the access is to the stack segment, and #GP otherwise (SDM vol. 1, 3.3.7.1). The load of
 * an instruction that reads, modifies and writes memory faults as a write.
 */
public final class PreciseFault {
  private PreciseFault() {}

  /**
   * Returns the fault that the CPU reports. The result may differ from the given fault only in
   * kind, address, error code and text.
   */
  public static GuestFault of(GuestFault f, Lifted insn, Cpu cpu, Memory memory) {
    return switch (f.kind()) {
      case PROTECTION ->
          !Memory.isCanonical(f.address()) && isStack(f.address(), insn, cpu)
              ? new GuestFault(Fault.Kind.STACK, f.address(), f.errorCode(), f.getMessage())
              : f;
      case PAGE -> ModifiedOperand.asWrite(f, insn, cpu, memory);
      case STACK,
          DIVIDE,
          BREAKPOINT,
          INVALID_OPCODE,
          DOUBLE,
          UNSUPPORTED,
          INTERRUPT,
          SYSTEM_CALL,
          UNDEFINED ->
          f;
    };
  }

  private static boolean isStack(long address, Lifted insn, Cpu cpu) {
    Mem operand = null;
    for (Operand o : insn.insn().insn().operands()) {
      if (o instanceof Mem m) {
        operand = m;
        long offset = address - address(m, cpu);
        // The address of a pop to memory relative to rsp is computed after the pop (SDM POP); such
        // an address is on the stack.
        boolean popped = insn.insn().insn().isPop() && isRsp(m.base());
        if (!popped && offset >= 0 && offset < Math.max(1, m.bits() / 8)) {
          return m.inStackSegment();
        }
      }
    }
    // In any other case: an instruction that moves rsp accesses the stack through rsp; a bit string
    // may extend beyond its operand.
    return movesRsp(insn) || operand != null && operand.inStackSegment();
  }

  private static boolean isRsp(Reg base) {
    return base != null && base.full() == Reg.RSP;
  }

  private static boolean movesRsp(Lifted insn) {
    for (Uop u : insn.uops()) {
      if (u instanceof Uop.Put p && p.state() == State.RSP) {
        return true;
      }
    }
    return false;
  }

  private static long address(Mem m, Cpu cpu) {
    long offset = register(m.base(), cpu) + register(m.index(), cpu) * m.scale() + m.disp();
    long segment =
        m.segment() == Reg.FS
            ? cpu.get(State.FS_BASE)
            : m.segment() == Reg.GS ? cpu.get(State.GS_BASE) : 0;
    return segment + (m.addressBits() == 32 ? Alu.zx(32, offset) : offset);
  }

  private static long register(Reg reg, Cpu cpu) {
    return reg == null || !reg.isGpr() ? 0 : cpu.get(State.gpr(reg.number()));
  }
}
