package fastpath.emulator.frames;

import fastpath.emulator.isa.Lifted;

/** A source of facts on what instructions do for stack frames. */
public interface FrameFacts {
  /**
   * Returns the frame use of an instruction; {@link FrameUse#UNKNOWN} if this source cannot tell.
   */
  FrameUse use(Lifted insn);
}
