package fastpath.emulator.translate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The loops of a passage, each told by the block that it begins with. */
final class Loops {
  private final Block first;
  private final Map<Block, Set<Block>> bodies = new LinkedHashMap<>();

  /**
   * @param order of the passage's blocks, in which loops begin with their heads
   */
  Loops(List<Block> order) {
    first = order.getFirst();
    Set<Block> all = Set.copyOf(order);
    for (Block b : order) {
      if (b.incoming.stream().anyMatch(e -> e.closesLoop)) {
        bodies.put(b, body(b, all));
      }
    }
  }

  private static Set<Block> body(Block head, Set<Block> all) {
    Set<Block> body = new HashSet<>(Set.of(head));
    Deque<Block> waiting = new ArrayDeque<>();
    for (Edge e : head.incoming) {
      if (e.closesLoop) {
        waiting.add(e.from);
      }
    }
    while (!waiting.isEmpty()) {
      Block b = waiting.poll();
      if (all.contains(b) && body.add(b)) {
        b.incoming.forEach(e -> waiting.add(e.from));
      }
    }
    return body;
  }

  /** The blocks that loops begin with, an outer loop's before those of loops within. */
  Collection<Block> heads() {
    return bodies.keySet();
  }

  /** What a loop repeats, its head too. */
  Set<Block> body(Block head) {
    return bodies.get(head);
  }

  /** The heads of the loops that a block is in, outer ones first, its own last. */
  List<Block> around(Block b) {
    List<Block> heads = new ArrayList<>();
    bodies.forEach(
        (head, body) -> {
          if (head != b && body.contains(b)) {
            heads.add(head);
          }
        });
    if (bodies.containsKey(b)) {
      heads.add(b);
    }
    return heads;
  }

  /** Whether there is no loop within, and no way in but by the head. */
  boolean isSimple(Block head) {
    Set<Block> body = bodies.get(head);
    return (head == first || !body.contains(first))
        && bodies.keySet().stream().noneMatch(h -> h != head && body.contains(h));
  }

  /** The head of the simple loop that a block is in, or null. */
  Block simple(Block b) {
    for (Block head : bodies.keySet()) {
      if (bodies.get(head).contains(b) && isSimple(head)) {
        return head;
      }
    }
    return null;
  }
}
