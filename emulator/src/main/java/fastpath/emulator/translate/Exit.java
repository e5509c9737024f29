package fastpath.emulator.translate;

/** A place where a passage is left, and at hand what the engine asks of every one. */
final class Exit {
  final Way way;

  /** Instructions of the block that had not retired. */
  final int behind;

  final boolean own;

  /** Where the interpreter goes on, if {@link Link#target} does not say. */
  final long rip;

  final boolean departs;

  /** Whether the interpreter has to execute what comes next. */
  final boolean hands;

  /** The head of the loop that the budget ended in, or null. */
  final Block back;

  /** How often it was left here since counting began. */
  long count;

  Exit(Way way) {
    this.way = way;
    behind = way.block().size() - way.retired();
    own = way.own();
    departs = way instanceof Way.Departs;
    hands = way instanceof Way.Hands;
    rip =
        switch (way) {
          case Way.Hands w -> w.rip();
          case Way.Leaves w -> w.edge().address;
          case Way.Departs w -> 0;
        };
    back = way instanceof Way.Leaves w ? w.edge().to : null;
  }
}
