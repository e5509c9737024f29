package fastpath.emulator.translate.passage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The blocks of a passage and their loops, each told by the block that it begins with. */
public final class Loops {
  private final List<BasicBlock> blocks;
  private final Map<BasicBlock, Set<BasicBlock>> bodies = new LinkedHashMap<>();

  /** The head of the simple loop that a block is in. */
  private final Map<BasicBlock, BasicBlock> simple = new HashMap<>();

  /**
   * @param order of the passage's blocks, in which loops begin with their heads
   */
  public Loops(List<BasicBlock> order) {
    blocks = order;
    Set<BasicBlock> all = Set.copyOf(order);
    for (BasicBlock b : order) {
      if (b.incoming.stream().anyMatch(e -> e.closesLoop)) {
        bodies.put(b, body(b, all));
      }
    }
    for (BasicBlock head : bodies.keySet()) {
      if (isSimple(head)) {
        bodies.get(head).forEach(b -> simple.put(b, head));
      }
    }
  }

  /** The blocks that are reached, each after one that it follows. */
  public List<BasicBlock> blocks() {
    return blocks;
  }

  private static Set<BasicBlock> body(BasicBlock head, Set<BasicBlock> all) {
    Set<BasicBlock> body = new HashSet<>(Set.of(head));
    Deque<BasicBlock> waiting = new ArrayDeque<>();
    for (Edge e : head.incoming) {
      if (e.closesLoop) {
        waiting.add(e.from);
      }
    }
    while (!waiting.isEmpty()) {
      BasicBlock b = waiting.poll();
      if (all.contains(b) && body.add(b)) {
        b.incoming.forEach(e -> waiting.add(e.from));
      }
    }
    return body;
  }

  /** The blocks that loops begin with, an outer loop's before those of loops within. */
  public Collection<BasicBlock> heads() {
    return bodies.keySet();
  }

  /** What a loop repeats, its head too. */
  public Set<BasicBlock> body(BasicBlock head) {
    return bodies.get(head);
  }

  /** The heads of the loops that a block is in, outer ones first, its own last. */
  public List<BasicBlock> around(BasicBlock b) {
    List<BasicBlock> heads = new ArrayList<>();
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

  /** The head of the simple loop that a block is in if that is written several times, or null. */
  public BasicBlock repeated(BasicBlock b) {
    BasicBlock head = simple(b);
    return head != null && head.copies > 1 ? head : null;
  }

  /** Whether a block is all of a simple loop. */
  public boolean isAlone(BasicBlock b) {
    return simple(b) == b && body(b).size() == 1;
  }

  /** How many ways lead back to a head. */
  public long closing(BasicBlock head) {
    return head.incoming.stream().filter(e -> e.closesLoop).count();
  }

  /** Whether an edge is the one way to a block, in one place. */
  public boolean isOnlyWay(Edge e) {
    BasicBlock head = repeated(e.from);
    return e.to.only() != null && (head == null || body(head).contains(e.to));
  }

  private boolean isSimple(BasicBlock head) {
    Set<BasicBlock> body = bodies.get(head);
    return (head == blocks.getFirst() || !body.contains(blocks.getFirst()))
        && bodies.keySet().stream().noneMatch(h -> h != head && body.contains(h));
  }

  /**
   * The head of the simple loop that a block is in: one with none within, and no way in but by the
   * head. Null if it is in none.
   */
  public BasicBlock simple(BasicBlock b) {
    return simple.get(b);
  }
}
