package fastpath.emulator.translate.passage;

/**
 * A point at which a passage is left, with what the engine asks at every exit. Generated code
 * returns the number of the exit.
 */
public final class SideExit {
  private final ExitReason reason;
  private final int unretired;
  private final long rip;
  private final BasicBlock loopHeader;
  private long count;

  public SideExit(ExitReason reason) {
    this.reason = reason;
    unretired = reason.block().size() - reason.retired();
    rip =
        switch (reason) {
          case ExitReason.Interpret r -> r.rip();
          case ExitReason.TakenEdge r -> r.edge().address();
          case ExitReason.DynamicTarget r -> 0;
        };
    loopHeader = reason instanceof ExitReason.TakenEdge r ? r.edge().to() : null;
  }

  /** Why the passage is left. */
  public ExitReason reason() {
    return reason;
  }

  /** Number of the block's instructions that were paid from the budget and have not retired. */
  public int unretired() {
    return unretired;
  }

  /** True if the called function's own code runs next. */
  public boolean own() {
    return reason.own();
  }

  /** Guest address at which execution goes on; 0 if {@link #isDynamic}. */
  public long rip() {
    return rip;
  }

  /** True if the running code has left the target's address in the passage's runtime. */
  public boolean isDynamic() {
    return reason instanceof ExitReason.DynamicTarget;
  }

  /** True if the interpreter executes the next instruction. */
  public boolean interprets() {
    return reason instanceof ExitReason.Interpret;
  }

  /** Header of the loop whose back edge failed the budget check; null for every other exit. */
  public BasicBlock loopHeader() {
    return loopHeader;
  }

  /** How often the passage was left here since {@link #reset}. */
  public long count() {
    return count;
  }

  /** Counts one departure. */
  public void leave() {
    count++;
  }

  /** Forgets the count. */
  public void reset() {
    count = 0;
  }
}
