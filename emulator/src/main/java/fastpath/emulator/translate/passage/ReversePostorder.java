package fastpath.emulator.translate.passage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts blocks in order, and finds the edges that close loops. */
public final class ReversePostorder {
  private final List<BasicBlock> order = new ArrayList<>();
  private final Set<BasicBlock> seen = new HashSet<>();
  private final Set<BasicBlock> open = new HashSet<>();

  private ReversePostorder() {}

  /** The blocks that can be reached, each after one that it follows. */
  public static List<BasicBlock> of(BasicBlock first) {
    ReversePostorder o = new ReversePostorder();
    o.visit(first);
    return o.order.reversed();
  }

  private void visit(BasicBlock b) {
    seen.add(b);
    open.add(b);
    for (Edge e : b.ending.edges()) {
      if (e.to == null) {
        continue;
      }
      if (open.contains(e.to)) {
        e.closesLoop = true;
        continue;
      }
      if (!seen.contains(e.to)) {
        visit(e.to);
      }
    }
    open.remove(b);
    order.add(b);
  }
}
