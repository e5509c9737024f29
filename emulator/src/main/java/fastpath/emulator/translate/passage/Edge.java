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

  /** Returns the block that the edge leaves. */
  public BasicBlock from() {
    return from;
  }

  /**
   * Returns the block that the edge leads to; null if the edge leaves the passage, which is a side
   * exit.
   */
  public BasicBlock to() {
    return to;
  }

  /** Returns the inline context at the target. */
  public InlineContext context() {
    return context;
  }

  /** Returns the guest address of the target. */
  public long address() {
    return address;
  }

  /**
   * True if the edge is a back edge, which closes a loop. The budget is checked along back edges.
   */
  public boolean isBackEdge() {
    return isBackEdge;
  }

  void markBackEdge() {
    isBackEdge = true;
  }
}
