package fastpath.lab.verdict;

import fastpath.kernelsrc.Role;
import fastpath.lab.workshop.LeafClass;
import fastpath.lab.workshop.Measurement;

/** The effect of a variant on a fast path, compared with the fast path without preemption. */
public enum Effect {
  /**
   * The variant turns a leaf without a frame into a function that calls and sets up a frame on the
   * path taken.
   */
  TURNED("turned", "calls and sets up a frame"),
  FRAMED_ALREADY("framed", "has a frame even without preemption, which the call uses too"),
  NO_REGION("no-region", "returns before it reaches a region, without a frame"),
  TAIL_JUMP("tail-jump", "keeps no value across the call, which is a jump at its end"),
  LEAF_STILL("leaf", "stays a leaf, because the compiler sees no call"),
  FRAME_OFF_PATH("off-path", "calls, but saves registers only on the path that calls");

  private final String tag;
  private final String says;

  Effect(String tag, String says) {
    this.tag = tag;
    this.says = says;
  }

  /** Returns the word for this effect in a fast path's {@code @exempt} line. */
  public String tag() {
    return tag;
  }

  /** Returns the effect in words. */
  public String says() {
    return says;
  }

  /** Returns the effect that two measurements of a fast path show, without and with preemption. */
  static Effect of(Measurement before, Measurement after) {
    if (before.framed() || before.leafInCode() == LeafClass.CALLS) {
      return FRAMED_ALREADY;
    }
    LeafClass code = after.leafInCode();
    if (!code.isLeafForCompiler() && after.framed()) {
      return TURNED;
    }
    if (after.count(Role.PREEMPT_COUNT) + after.count(Role.RCU) == 0) {
      return NO_REGION;
    }
    return switch (code) {
      case LEAF, ASM_CALL_ONLY -> LEAF_STILL;
      case TAIL_JUMP -> TAIL_JUMP;
      case CALLS -> FRAME_OFF_PATH;
    };
  }

  /**
   * True if the article's argument about leaf functions applies to the fast path: without
   * preemption it is a leaf without a frame, and it leaves a region.
   */
  public boolean isCandidate() {
    return switch (this) {
      case TURNED, TAIL_JUMP, LEAF_STILL, FRAME_OFF_PATH -> true;
      case FRAMED_ALREADY, NO_REGION -> false;
    };
  }
}
