package fastpath.emulator.frames;

import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import java.util.HashMap;
import java.util.Map;

/**
 * Frames told from the code alone: what instructions do to rsp, rbp and the callee-saved registers.
 * A function is analysed when an instruction of it is first asked about.
 */
public final class OpcodeFrames implements FrameFacts {
  private final ProgramCode code;
  private final Map<Long, FunctionFrames> known = new HashMap<>();

  public OpcodeFrames(ProgramCode code) {
    this.code = code;
  }

  /** Whether the code at an address belongs to a function whose flow leads there. */
  boolean covers(long address) {
    FunctionExtent function = code.function(address);
    return function != null && frames(function).use(address) != FrameUse.UNKNOWN;
  }

  @Override
  public FrameUse use(Lifted insn) {
    if (insn.flow() != Flow.NEXT) {
      return FrameUse.NONE;
    }
    long address = insn.insn().address();
    FunctionExtent function = code.function(address);
    return function == null ? FrameUse.UNKNOWN : frames(function).use(address);
  }

  private FunctionFrames frames(FunctionExtent function) {
    return known.computeIfAbsent(function.entry(), entry -> new FunctionFrames(function, code));
  }
}
