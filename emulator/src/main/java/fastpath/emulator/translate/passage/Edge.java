package fastpath.emulator.translate.passage;

/** An edge of the control-flow graph. */
public final class Edge {
  private final BasicBlock from;
  private final BasicBlock to;
  private final InlineContext context;
  private final long address;
  private boolean isBackEdge;

  Edge(BasicBlock from, BasicBlock to, InlineContext context, long address) {
    this.from = from;
    this.to = to;
    this.context = context;
    this.address = address;
  }

  /** The block that control comes from. */
  public BasicBlock from() {
    return from;
  }

  /** The block that control goes to; null if the edge leaves the passage, which is a side exit. */
  public BasicBlock to() {
    return to;
  }

  /** The inline context at the target. */
  public InlineContext context() {
    return context;
  }

  /** Guest address of the target. */
  public long address() {
    return address;
  }

  /** True if the edge closes a loop. The budget is checked along such edges. */
  public boolean isBackEdge() {
    return isBackEdge;
  }

  void markBackEdge() {
    isBackEdge = true;
  }
}
