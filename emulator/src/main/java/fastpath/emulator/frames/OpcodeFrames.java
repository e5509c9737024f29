package fastpath.emulator.frames;

import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds frame instructions by analysis of the code alone: by what instructions do to rsp, rbp and
 * the callee-saved registers. A function is analysed when one of its instructions is first
 * requested.
 */
public final class OpcodeFrames implements FrameFacts {
  private final ProgramCode code;
  private final ChangedRegisters changed;
  private final Map<Long, FunctionFrames> known = new HashMap<>();

  public OpcodeFrames(ProgramCode code) {
    this.code = code;
    changed = new ChangedRegisters(code);
  }

  /** True if the code at an address is reached from its function's entry. */
  boolean covers(long address) {
    FunctionExtent function = code.function(address);
    return function != null && frames(function).use(address) != FrameUse.UNKNOWN;
  }

  /** Returns the computation of the registers that calls may change. */
  ChangedRegisters changed() {
    return changed;
  }

  @Override
  public FrameUse use(Lifted insn) {
    if (insn.flow() != Flow.NEXT) {
      return FrameUse.NONE;
    }
    long address = insn.insn().address();
    FunctionExtent function = code.function(address);
    FrameUse use = function == null ? FrameUse.UNKNOWN : frames(function).use(address);
    return use == FrameUse.UNKNOWN && !mayBelong(insn) ? FrameUse.NONE : use;
  }

  /**
   * False for instructions that cannot belong to a frame in any context: they neither move rsp nor
   * store, load no callee-saved register, and do not read rsp. Most of a kernel's fix-ups, which no
   * control flow reaches, are such instructions.
   */
  private static boolean mayBelong(Lifted insn) {
    boolean loads = false;
    boolean keeps = false;
    for (Uop uop : insn.uops()) {
      boolean stack =
          uop instanceof Uop.Store
              || uop instanceof Uop.Get g && g.state() == State.RSP
              || uop instanceof Uop.Put p && p.state() == State.RSP;
      if (stack) {
        return true;
      }
      loads |= uop instanceof Uop.Load;
      keeps |= uop instanceof Uop.Put p && CalleeSaved.contains(p.state().index());
    }
    return loads && keeps;
  }

  private FunctionFrames frames(FunctionExtent function) {
    return known.computeIfAbsent(
        function.entry(), entry -> new FunctionFrames(function, code, changed));
  }
}
