package fastpath.emulator.translate;

/** A way from a block to what follows. */
final class Edge {
  final Block from;

  /** Null if it leaves the passage. */
  final Block to;

  final Context context;
  final long address;

  /** Whether it closes a loop, so that the budget is looked at. */
  boolean closesLoop;

  Edge(Block from, Block to, Context context, long address) {
    this.from = from;
    this.to = to;
    this.context = context;
    this.address = address;
  }
}
