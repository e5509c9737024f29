package fastpath.emulator.translate.passage;

import java.util.List;

/** How a block ends. */
public sealed interface Terminator {
  List<Edge> edges();

  /** The last instruction goes one way: to the next, by a direct jump, or by a direct call. */
  record Goes(Edge edge) implements Terminator {
    @Override
    public List<Edge> edges() {
      return List.of(edge);
    }
  }

  record Branches(Edge taken, Edge other) implements Terminator {
    @Override
    public List<Edge> edges() {
      return List.of(taken, other);
    }
  }

  /** A return to the caller in the passage; whatever else it does is the interpreter's. */
  record Returns(Edge edge) implements Terminator {
    @Override
    public List<Edge> edges() {
      return List.of(edge);
    }
  }

  /** A return from where the passage began: to wherever the return address says. */
  record Departs() implements Terminator {
    @Override
    public List<Edge> edges() {
      return List.of();
    }
  }

  /** An indirect jump or call to one of those, or elsewhere and out of the passage. */
  record Chooses(List<Edge> edges) implements Terminator {}

  /** The instruction after the block is left to the interpreter. */
  record Hands(long address) implements Terminator {
    @Override
    public List<Edge> edges() {
      return List.of();
    }
  }
}
