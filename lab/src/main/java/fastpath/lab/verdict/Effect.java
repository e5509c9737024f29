package fastpath.lab.verdict;

import fastpath.lab.workshop.LeafClass;
import fastpath.lab.workshop.Measurement;
import fastpath.lab.workshop.Part;

/** What a variant did to a fast path, beside the same fast path without preemption. */
public enum Effect {
  /** A frameless leaf became a function that calls, and runs a frame on the path taken. */
  TURNED("became non-leaf and runs a frame"),
  FRAMED_ALREADY("has a frame without preemption, which serves the call too"),
  NO_REGION("leaves before it reaches a region, and without a frame"),
  TAIL_JUMP("has nothing to keep: the call at its end is a jump"),
  LEAF_STILL("stays a leaf: the compiler sees no call"),
  FRAME_OFF_PATH("calls, but saves registers only on the path that does");

  public final String says;

  Effect(String says) {
    this.says = says;
  }

  /** Decides from the measurements alone. */
  static Effect of(Measurement before, Measurement after) {
    if (before.framed() || before.leafInCode() == LeafClass.CALLS) {
      return FRAMED_ALREADY;
    }
    LeafClass code = after.leafInCode();
    if (!code.isLeafForCompiler() && after.framed()) {
      return TURNED;
    }
    if (after.count(Part.PREEMPT_COUNT) + after.count(Part.RCU) == 0) {
      return NO_REGION;
    }
    return switch (code) {
      case LEAF, ASM_CALL_ONLY -> LEAF_STILL;
      case TAIL_JUMP -> TAIL_JUMP;
      case CALLS -> FRAME_OFF_PATH;
    };
  }

  /**
   * Whether the fast path is one of those that the argument is about: a frameless leaf with a
   * region.
   */
  public boolean isCandidate() {
    return switch (this) {
      case TURNED, TAIL_JUMP, LEAF_STILL, FRAME_OFF_PATH -> true;
      case FRAMED_ALREADY, NO_REGION -> false;
    };
  }
}
