package fastpath.emulator.frames;

import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;

/**
 * Finds frame instructions by the kernel's ORC unwind table: instructions that move the caller's
 * frame relative to the stack pointer. The table does not record which registers are saved; {@link
 * OpcodeFrames} finds the saved registers. The table is used only for instructions whose use the
 * analysis of the code cannot tell.
 */
final class OrcFrames implements FrameFacts {
  private final OrcTable table;
  private final FrameFacts byOpcodes;

  OrcFrames(OrcTable table, FrameFacts byOpcodes) {
    this.table = table;
    this.byOpcodes = byOpcodes;
  }

  /** True if the table covers the code at an address. */
  boolean covers(long address) {
    return table.base(address) != OrcTable.Base.UNKNOWN;
  }

  @Override
  public FrameUse use(Lifted insn) {
    FrameUse use = byOpcodes.use(insn);
    return use == FrameUse.UNKNOWN && covers(insn.insn().address()) ? told(insn) : use;
  }

  private FrameUse told(Lifted insn) {
    long before = insn.insn().address();
    long after = insn.insn().next();
    if (insn.flow() != Flow.NEXT) {
      return FrameUse.NONE;
    }
    if (!covers(after)) {
      return FrameUse.UNKNOWN;
    }
    boolean sameBase = table.base(before) == table.base(after);
    boolean moves = !sameBase || table.offset(before) != table.offset(after);
    if (!moves) {
      return FrameUse.NONE;
    }
    boolean stack = writes(insn, State.RSP);
    return stack ? FrameUse.STACK : writes(insn, State.RBP) ? FrameUse.POINTER : FrameUse.NONE;
  }

  private static boolean writes(Lifted insn, State state) {
    for (Uop u : insn.uops()) {
      if (u instanceof Uop.Put p && p.state() == state) {
        return true;
      }
    }
    return false;
  }
}
