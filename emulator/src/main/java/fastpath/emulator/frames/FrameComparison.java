package fastpath.emulator.frames;

import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import java.util.ArrayList;
import java.util.List;

/** Compares two sources of frame facts about the same code. */
public final class FrameComparison {
  /** An instruction for which two sources both know the frame use, and differ. */
  public record Difference(Decoded insn, FrameUse first, FrameUse second) {
    @Override
    public String toString() {
      return "0x%x %s: %s, %s".formatted(insn.address(), insn.insn(), first, second);
    }
  }

  private FrameComparison() {}

  /**
   * Returns all differences in the order of the code. An instruction whose use is unknown to one of
   * the sources is no difference.
   */
  public static List<Difference> of(FrameFacts first, FrameFacts second, Iterable<Decoded> code) {
    List<Difference> differences = new ArrayList<>();
    for (Decoded insn : code) {
      Lifted lifted = Lifter.lift(insn);
      FrameUse a = first.use(lifted);
      FrameUse b = second.use(lifted);
      if (a != b && a != FrameUse.UNKNOWN && b != FrameUse.UNKNOWN) {
        differences.add(new Difference(insn, a, b));
      }
    }
    return differences;
  }
}
