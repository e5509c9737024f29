package fastpath.emulator.translate.passage;

/** Why a passage is left. */
public sealed interface ExitReason {
  /** The block that is left. */
  BasicBlock block();

  /** Number of the block's instructions that have retired. */
  default int retired() {
    return block().size();
  }

  /** True if the called function's own code runs next. */
  default boolean own() {
    return block().context().own();
  }

  /**
   * The interpreter executes an instruction of the block, or the one after it.
   *
   * @param rip guest address of that instruction
   */
  record Interpret(BasicBlock block, int retired, long rip) implements ExitReason {}

  /**
   * The edge leads out of the passage, or it is a back edge and the budget left does not cover the
   * longest path to the next check.
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

  /** A return or an indirect transfer goes to an address that only the running code knows. */
  record DynamicTarget(BasicBlock block) implements ExitReason {}
}
