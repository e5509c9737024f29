package fastpath.emulator.translate.passage;

/**
 * A side exit: a point at which a passage is left, with the facts that the engine needs at every
 * exit. Generated code returns the number of the side exit.
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

  /** Returns the reason for which the passage is left. */
  public ExitReason reason() {
    return reason;
  }

  /**
   * Returns the number of the block's instructions that were subtracted from the budget and have
   * not retired.
   */
  public int unretired() {
    return unretired;
  }

  /** True if the called function's own code runs next. */
  public boolean own() {
    return reason.own();
  }

  /** Returns the guest address at which execution goes on; 0 if {@link #isDynamic}. */
  public long rip() {
    return rip;
  }

  /** True if generated code has stored the target's address in the passage's runtime. */
  public boolean isDynamic() {
    return reason instanceof ExitReason.DynamicTarget;
  }

  /** True if the interpreter has to execute the next instruction. */
  public boolean interprets() {
    return reason instanceof ExitReason.Interpret;
  }

  /**
   * Returns the header of the loop whose back edge failed the budget check; null for every other
   * exit.
   */
  public BasicBlock loopHeader() {
    return loopHeader;
  }

  /** Returns how often the passage was left at this exit since {@link #reset}. */
  public long count() {
    return count;
  }

  /** Counts one departure at this exit. */
  public void leave() {
    count++;
  }

  /** Sets the count of departures to 0. */
  public void reset() {
    count = 0;
  }
}
