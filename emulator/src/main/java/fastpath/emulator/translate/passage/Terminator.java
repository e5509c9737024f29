package fastpath.emulator.translate.passage;

import java.util.List;

/** A terminator: the way in which control leaves a basic block. */
public sealed interface Terminator {
  /** Returns the edges out of the block, in the order in which a depth-first walk takes them. */
  List<Edge> edges();

  /** A single successor: the next instruction, or the target of a direct jump or call. */
  record Jump(Edge edge) implements Terminator {
    @Override
    public List<Edge> edges() {
      return List.of(edge);
    }
  }

  /** A conditional branch, to its target or to the next instruction. */
  record Branch(Edge taken, Edge notTaken) implements Terminator {
    @Override
    public List<Edge> edges() {
      return List.of(taken, notTaken);
    }
  }

  /** A return from an inlined call. A return to any other address is a side exit. */
  record InlinedReturn(Edge edge) implements Terminator {
    @Override
    public List<Edge> edges() {
      return List.of(edge);
    }
  }

  /** A return from the code in which the passage begins; always a side exit. */
  record Return() implements Terminator {
    @Override
    public List<Edge> edges() {
      return List.of();
    }
  }

  /**
   * An indirect jump or call to one of the targets that the interpreter has seen. Any other target
   * is a side exit.
   */
  record Indirect(List<Edge> edges) implements Terminator {}

  /** A side exit: the interpreter executes the instruction after the block. */
  record Interpret(long address) implements Terminator {
    @Override
    public List<Edge> edges() {
      return List.of();
    }
  }
}
