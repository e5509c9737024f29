package fastpath.emulator.translate;

/** How a passage is left. */
sealed interface Way {
  /** The block that was left. */
  Block block();

  /** Instructions of the block that have retired. */
  default int retired() {
    return block().size();
  }

  /** Whether the called function's own code goes on. */
  default boolean own() {
    return block().context.own();
  }

  /** Having the interpreter execute an instruction of the block, or the one after it. */
  record Hands(Block block, int retired, long rip) implements Way {}

  /** By an edge: out of the passage, or because the budget ends within a loop. */
  record Leaves(Edge edge) implements Way {
    @Override
    public Block block() {
      return edge.from;
    }

    @Override
    public boolean own() {
      return edge.context.own();
    }
  }

  /** To where {@link Link#target} says; the tracker has yet to follow. */
  record Departs(Block block) implements Way {}
}
