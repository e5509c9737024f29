package fastpath.emulator.frames;

import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import java.util.ArrayList;
import java.util.List;

/** Where two ways to tell frames do not say the same of the same code. */
public final class FrameComparison {
  /** An instruction of which both ways tell something, and not the same. */
  public record Difference(Decoded insn, FrameUse first, FrameUse second) {
    @Override
    public String toString() {
      return "0x%x %s: %s, %s".formatted(insn.address(), insn.insn(), first, second);
    }
  }

  private FrameComparison() {}

  /** Every difference, in the order of the code; what a way does not know is none. */
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
