package fastpath.emulator.engine;

import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Repeat;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Bulk;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;

/**
 * Executes instructions with a rep prefix. Moves and fills are executed for many bytes at once,
 * other instructions one iteration at a time.
 */
final class RepeatedExecution {
  private static final int RAX = State.RAX.index();
  private static final int RSI = State.RSI.index();
  private static final int RDI = State.RDI.index();
  private static final int RCX = State.RCX.index();
  private static final int RFLAGS = State.RFLAGS.index();

  private final Memory memory;
  private final MicroOps ops;

  RepeatedExecution(Memory memory, MicroOps ops) {
    this.memory = memory;
    this.ops = ops;
  }

  /** Executes a repeated instruction to its end or to a fault, and counts its iterations. */
  void run(Code c) {
    long flags = ops.file[RFLAGS];
    for (State s : c.insn.zeroExtended()) {
      ops.file[s.index()] &= 0xffffffffL;
    }
    try {
      iterate(c);
    } catch (GuestFault f) {
      ops.file[RFLAGS] = c.insn.restoresFlags() ? flags : ops.file[RFLAGS];
      throw f;
    }
  }

  private void iterate(Code c) {
    boolean narrow = c.insn.insn().insn().addressBits() == 32;
    Repeat kind = c.insn.repeat();
    long[] file = ops.file;
    ops.current = c;
    c.use();
    if (c.repetition != Repetition.OTHER) {
      bulk(c, file);
    }
    while (true) {
      long count = narrow ? file[RCX] & 0xffffffffL : file[RCX];
      if (count == 0) {
        return;
      }
      ops.execute(c.uops);
      file[RCX] = narrow ? count - 1 & 0xffffffffL : count - 1;
      c.iterations++;
      boolean zero = (file[RFLAGS] & Cpu.ZF) != 0;
      if (kind == Repeat.REPE && !zero || kind == Repeat.REPNE && zero) {
        return;
      }
    }
  }

  /**
   * Executes as many iterations at once as possible; none if the order of the iterations matters.
   */
  private void bulk(Code c, long[] file) {
    int bytes = Repetition.bytes(c.insn);
    boolean down = (file[RFLAGS] & Flags.DF) != 0;
    boolean copy = c.repetition == Repetition.COPY;
    long count = file[RCX];
    long done =
        copy
            ? Bulk.copy(memory, file[RDI], file[RSI], count, bytes, down)
            : Bulk.fill(memory, file[RDI], file[RAX], count, bytes, down);
    long moved = (down ? -done : done) * bytes;
    file[RDI] += moved;
    file[RSI] += copy ? moved : 0;
    file[RCX] -= done;
    c.iterations += done;
  }
}
