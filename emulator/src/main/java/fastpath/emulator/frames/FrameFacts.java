package fastpath.emulator.frames;

import fastpath.emulator.isa.Lifted;

/** A source of facts about what instructions do for frames. */
public interface FrameFacts {
  /** The use of an instruction; {@link FrameUse#UNKNOWN} if this source cannot tell. */
  FrameUse use(Lifted insn);
}
