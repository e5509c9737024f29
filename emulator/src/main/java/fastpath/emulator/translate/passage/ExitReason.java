package fastpath.emulator.translate.passage;

/** The reason for which a passage is left. */
public sealed interface ExitReason {
  /** Returns the block that is left. */
  BasicBlock block();

  /** Returns the number of the block's instructions that have retired at the exit. */
  default int retired() {
    return block().size();
  }

  /** True if the called function's own code runs next. */
  default boolean own() {
    return block().context().own();
  }

  /**
   * Exit to the interpreter, which executes an instruction of the block, or the one after the
   * block.
   *
   * @param rip guest address of that instruction
   */
  record Interpret(BasicBlock block, int retired, long rip) implements ExitReason {}

  /**
   * Exit along an edge that leads out of the passage, or along a back edge when the budget left
   * does not cover the longest path to the next check.
   */
  record TakenEdge(Edge edge) implements ExitReason {
    @Override
    public BasicBlock block() {
      return edge.from();
    }

    @Override
    public boolean own() {
      return edge.context().own();
    }
  }

  /** Exit of a return or an indirect transfer to an address that is known only at run time. */
  record DynamicTarget(BasicBlock block) implements ExitReason {}
}
