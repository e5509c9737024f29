package fastpath.emulator.engine;

import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;

/**
 * Handles a memory operand that an instruction reads, modifies and writes: the operand's load
 * already needs a writable page.
 */
final class ModifiedOperand {
  private ModifiedOperand() {}

  /**
   * Converts the page fault of a load into the write fault that a CPU reports, if the instruction
   * also stores to the load's address; any other fault is returned unchanged.
   */
  static GuestFault asWrite(GuestFault f, Lifted insn, Cpu cpu, Memory memory) {
    long[] temps = new long[insn.temps()];
    for (Uop uop : insn.uops()) {
      switch (uop) {
        case Uop.Imm u -> temps[u.dst()] = u.value();
        case Uop.Get u -> temps[u.dst()] = cpu.get(u.state());
        case Uop.Pure u ->
            temps[u.dst()] =
                u.fn().apply(u.bits(), at(temps, u.a()), at(temps, u.b()), at(temps, u.c()));
        case Uop.Load u -> {
          if (isStored(u.addr(), insn)) {
            return asWrite(f, memory, temps[u.addr()], u.bytes());
          }
          return f;
        }
        case Uop.Store u -> {
          return f;
        }
        case Uop.Lock u -> {}
        case Uop.Aligned u -> {}
        case Uop.Canonical u -> {}
        case Uop.Writable u -> {}
        case Uop.Fence u -> {}
        case Uop.Put u -> {}
        case Uop.SetFlags u -> {}
        case Uop.Jump u -> {}
        case Uop.Branch u -> {}
        case Uop.Divide u -> {}
        case Uop.Trap u -> {}
      }
    }
    return f;
  }

  private static GuestFault asWrite(GuestFault f, Memory memory, long address, int bytes) {
    try {
      memory.checkWritable(address, bytes);
      return f;
    } catch (GuestFault write) {
      return write;
    }
  }

  private static boolean isStored(int address, Lifted insn) {
    for (Uop uop : insn.uops()) {
      if (uop instanceof Uop.Store s && s.addr() == address) {
        return true;
      }
    }
    return false;
  }

  private static long at(long[] temps, int temp) {
    return temp < 0 ? 0 : temps[temp];
  }
}
