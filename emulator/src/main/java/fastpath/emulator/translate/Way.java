package fastpath.emulator.translate;

/** How a passage is left. */
sealed interface Way {
  /** The block that was left. */
  Block block();

  /** Instructions of the block that have retired. */
  int retired();

  /** Whether the called function's own code goes on. */
  boolean own();

  /** Having the interpreter execute an instruction of the block, or the one after it. */
  record Hands(Block block, int retired, long rip) implements Way {
    @Override
    public boolean own() {
      return block.context.own();
    }
  }

  /** By an edge: out of the passage, or because the budget ends within a loop. */
  record Leaves(Edge edge) implements Way {
    @Override
    public Block block() {
      return edge.from;
    }

    @Override
    public int retired() {
      return edge.from.size();
    }

    @Override
    public boolean own() {
      return edge.context.own();
    }
  }

  /** To where {@link Link#target} says; the tracker has yet to follow. */
  record Departs(Block block) implements Way {
    @Override
    public int retired() {
      return block.size();
    }

    @Override
    public boolean own() {
      return block.context.own();
    }
  }
}
