package fastpath.emulator.translate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts blocks in order, and finds the edges that close loops. */
final class Order {
  private final List<Block> order = new ArrayList<>();
  private final Set<Block> seen = new HashSet<>();
  private final Set<Block> open = new HashSet<>();

  private Order() {}

  /** The blocks that can be reached, each after one that it follows. */
  static List<Block> of(Block first) {
    Order o = new Order();
    o.visit(first);
    return o.order.reversed();
  }

  private void visit(Block b) {
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
