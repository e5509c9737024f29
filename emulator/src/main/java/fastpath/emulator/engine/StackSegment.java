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
 * A non-canonical address is #SS where the access is in the stack segment and #GP elsewhere (SDM
 * vol. 1, 3.3.7.1). Accesses do not say which segment they are in: it is found after the fact, from
 * registers that the fault left as they were.
 */
public final class StackSegment {
  private StackSegment() {}

  /** The fault under its right name; itself unless it is #GP for a non-canonical address. */
  public static GuestFault named(GuestFault f, Lifted insn, Cpu cpu) {
    if (f.kind() != Fault.Kind.PROTECTION
        || Memory.isCanonical(f.address())
        || !isStack(f.address(), insn, cpu)) {
      return f;
    }
    return new GuestFault(Fault.Kind.STACK, f.address(), f.errorCode(), f.getMessage());
  }

  private static boolean isStack(long address, Lifted insn, Cpu cpu) {
    Mem operand = null;
    for (Operand o : insn.insn().insn().operands()) {
      if (o instanceof Mem m) {
        operand = m;
        long offset = address - address(m, cpu);
        if (offset >= 0 && offset < Math.max(1, m.bits() / 8)) {
          return m.inStackSegment();
        }
      }
    }
    // Elsewhere: what moves rsp reaches the stack by it; bit strings go beyond their operand.
    return movesRsp(insn) || operand != null && operand.inStackSegment();
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
