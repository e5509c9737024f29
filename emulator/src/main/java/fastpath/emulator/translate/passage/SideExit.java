package fastpath.emulator.translate.passage;

/** A place where a passage is left, and at hand what the engine asks of every one. */
public final class SideExit {
  public final ExitReason way;

  /** InstructionCode of the block that had not retired. */
  public final int behind;

  public final boolean own;

  /** Where the interpreter goes on, if {@link PassageRuntime#target} does not say. */
  public final long rip;

  public final boolean departs;

  /** Whether the interpreter has to execute what comes next. */
  public final boolean hands;

  /** The head of the loop that the budget ended in, or null. */
  public final BasicBlock back;

  /** How often it was left here since counting began. */
  public long count;

  public SideExit(ExitReason way) {
    this.way = way;
    behind = way.block().size() - way.retired();
    own = way.own();
    departs = way instanceof ExitReason.Departs;
    hands = way instanceof ExitReason.Hands;
    rip =
        switch (way) {
          case ExitReason.Hands w -> w.rip();
          case ExitReason.Leaves w -> w.edge().address;
          case ExitReason.Departs w -> 0;
        };
    back = way instanceof ExitReason.Leaves w ? w.edge().to : null;
  }
}
