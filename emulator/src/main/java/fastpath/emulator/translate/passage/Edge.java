package fastpath.emulator.translate.passage;

/** A way from a block to what follows. */
public final class Edge {
  public final BasicBlock from;

  /** Null if it leaves the passage. */
  public final BasicBlock to;

  public final InlineContext context;
  public final long address;

  /** Whether it closes a loop, so that the budget is looked at. */
  public boolean closesLoop;

  public Edge(BasicBlock from, BasicBlock to, InlineContext context, long address) {
    this.from = from;
    this.to = to;
    this.context = context;
    this.address = address;
  }
}
