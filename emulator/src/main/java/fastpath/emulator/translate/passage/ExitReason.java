package fastpath.emulator.translate.passage;

/** How a passage is left. */
public sealed interface ExitReason {
  /** The block that was left. */
  BasicBlock block();

  /** InstructionCode of the block that have retired. */
  default int retired() {
    return block().size();
  }

  /** Whether the called function's own code goes on. */
  default boolean own() {
    return block().context.own();
  }

  /** Having the interpreter execute an instruction of the block, or the one after it. */
  record Hands(BasicBlock block, int retired, long rip) implements ExitReason {}

  /** By an edge: out of the passage, or because the budget ends within a loop. */
  record Leaves(Edge edge) implements ExitReason {
    @Override
    public BasicBlock block() {
      return edge.from;
    }

    @Override
    public boolean own() {
      return edge.context.own();
    }
  }

  /** To where {@link PassageRuntime#target} says; the tracker has yet to follow. */
  record Departs(BasicBlock block) implements ExitReason {}
}
