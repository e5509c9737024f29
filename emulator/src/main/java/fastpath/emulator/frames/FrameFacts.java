package fastpath.emulator.frames;

import fastpath.emulator.isa.Lifted;

/** A way to tell what instructions do for frames. */
public interface FrameFacts {
  /** Of an instruction at its address; {@link FrameUse#UNKNOWN} where this way cannot tell. */
  FrameUse use(Lifted insn);
}
