package fastpath.emulator.explore;

import com.google.common.math.LongMath;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Sets of assignments of values to registers, as decision diagrams that share equal parts (Minato,
 * "Zero-suppressed BDDs for set manipulation in combinatorial problems", 1993). A set is the number
 * of a node; equal sets have the same number. Each node asks whether an assignment contains one
 * element, which is a register with a value. The registers that were observed last are asked for
 * first, since these are what an exploration adds to the sets.
 */
final class AssignmentSets {
  /** The set of no assignment. */
  static final int NONE = 0;

  /** The set of the one assignment that assigns nothing. */
  static final int UNIT = 1;

  /** The number of ints of a node. */
  private static final int NODE = 3;

  private static final int NO_ELEMENT = Integer.MAX_VALUE;

  /** The limit on the number of nodes during an exploration; each takes about 20 bytes. */
  private static final int MOST_NODES = 24_000_000;

  /** The number of nodes that may be added after an exploration, to select from its sets. */
  private static final int MORE_NODES = 8_000_000;

  private static final int MOST_CACHED = 1 << 22;

  private final Element[] elements;

  /** For each element the rank of its register, in the order in which nodes ask. */
  private final int[] rank;

  /** For each node its element, and the sets without and with the element. */
  private int[] nodes = new int[NODE << 10];

  private int size = 2;
  private int[] table = new int[1 << 11];
  private int most = MOST_NODES;
  private boolean full;
  private final Map<Element, Integer> numbers = new HashMap<>();
  private final Memo memo = new Memo();

  private final Cache unions = new Cache();
  private final Cache assigned = new Cache();
  private int[] stack = new int[256];
  private int top;

  /** A register's number with a value. */
  record Element(int register, long value) {}

  /**
   * @param order the registers in the order in which they are first observed
   */
  AssignmentSets(List<Element> all, List<Integer> order) {
    elements = all.toArray(Element[]::new);
    Arrays.sort(
        elements,
        (a, b) -> {
          int byRegister = order.indexOf(b.register()) - order.indexOf(a.register());
          return byRegister != 0 ? byRegister : Long.compare(a.value(), b.value());
        });
    rank = new int[elements.length];
    for (int i = 0; i < rank.length; i++) {
      boolean same = i > 0 && elements[i].register() == elements[i - 1].register();
      rank[i] = i == 0 ? 0 : rank[i - 1] + (same ? 0 : 1);
      numbers.put(elements[i], i);
    }
    nodes[NONE * NODE] = NO_ELEMENT;
    nodes[UNIT * NODE] = NO_ELEMENT;
  }

  /** True if a set is too small because the limit on nodes was reached. */
  boolean isFull() {
    return full;
  }

  /** Raises the limit on nodes, so that more sets can be made from those that there are. */
  void allowMore() {
    most = MOST_NODES + MORE_NODES;
    full = false;
  }

  /** Returns an element's number; -1 if there is no such element. */
  int number(Element wanted) {
    return numbers.getOrDefault(wanted, -1);
  }

  private int element(int node) {
    return nodes[node * NODE];
  }

  private int without(int node) {
    return nodes[node * NODE + 1];
  }

  private int with(int node) {
    return nodes[node * NODE + 2];
  }

  private int node(int e, int lo, int hi) {
    if (hi == NONE) {
      return lo;
    }
    int mask = table.length - 1;
    int slot = hash(e, lo, hi) & mask;
    for (int n; (n = table[slot]) != 0; slot = slot + 1 & mask) {
      if (element(n) == e && without(n) == lo && with(n) == hi) {
        return n;
      }
    }
    if (size >= most) {
      full = true;
      return lo;
    }
    if (size * NODE == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * nodes.length);
    }
    nodes[size * NODE] = e;
    nodes[size * NODE + 1] = lo;
    nodes[size * NODE + 2] = hi;
    table[slot] = size;
    if (2 * ++size > table.length) {
      rehash();
    }
    return size - 1;
  }

  private static int hash(int a, int b, int c) {
    long h = (a * 0x9e3779b97f4a7c15L + b) * 0xbf58476d1ce4e5b9L + c;
    h *= 0x94d049bb133111ebL;
    return (int) (h >>> 32);
  }

  private void rehash() {
    table = new int[2 * table.length];
    int mask = table.length - 1;
    for (int n = 2; n < size; n++) {
      int slot = hash(element(n), without(n), with(n)) & mask;
      while (table[slot] != 0) {
        slot = slot + 1 & mask;
      }
      table[slot] = n;
    }
    int cached = Math.min(MOST_CACHED, table.length);
    unions.grow(cached);
    assigned.grow(cached);
  }

  /** Returns the assignments that are in either set. */
  int union(int first, int second) {
    if (first == second || second == NONE) {
      return first;
    }
    if (first == NONE) {
      return second;
    }
    int base = top;
    int a = first;
    int b = second;
    int result;
    while (true) {
      if (a == b || b == NONE) {
        result = a;
        break;
      }
      if (a == NONE) {
        result = b;
        break;
      }
      if (a > b) {
        int swap = a;
        a = b;
        b = swap;
      }
      int known = unions.get(a, b);
      if (known >= 0) {
        result = known;
        break;
      }
      int e = Math.min(element(a), element(b));
      int hi = element(a) != e ? with(b) : element(b) != e ? with(a) : union(with(a), with(b));
      push(a, b, e, hi);
      a = past(a, e);
      b = past(b, e);
    }
    return build(base, result, unions);
  }

  /** Returns the assignments of a set that lack an element, which is not after its first one. */
  private int past(int set, int e) {
    return element(set) == e ? without(set) : set;
  }

  private void push(int a, int b, int e, int hi) {
    push(a);
    push(b);
    push(e);
    push(hi);
  }

  /**
   * Builds the result of an operation on two operands from the nodes that were pushed.
   *
   * @param base the height of the stack below these nodes: operands, element, part with the element
   * @param last the result for the operands after the last pushed ones
   */
  private int build(int base, int last, Cache cache) {
    int result = last;
    while (top > base) {
      top -= 4;
      result = node(stack[top + 2], result, stack[top + 3]);
      cache.put(stack[top], stack[top + 1], result);
    }
    return result;
  }

  /** Returns the set in which every assignment has an element in place of its register's other. */
  int assign(int set, int e) {
    int base = top;
    int a = set;
    int result;
    while (true) {
      if (a == NONE) {
        result = NONE;
        break;
      }
      int known = assigned.get(a, e);
      if (known >= 0) {
        result = known;
        break;
      }
      if (a == UNIT || rank[element(a)] > rank[e]) {
        result = node(e, NONE, a);
        break;
      }
      if (rank[element(a)] == rank[e]) {
        result = node(e, NONE, withoutRegister(a));
        assigned.put(a, e, result);
        break;
      }
      int hi = assign(with(a), e);
      push(a, e, element(a), hi);
      a = without(a);
    }
    return build(base, result, assigned);
  }

  /** Returns the assignments of a set without the elements of the set's first register. */
  private int withoutRegister(int set) {
    int result = NONE;
    int a = set;
    int r = rank[element(set)];
    for (; a > UNIT && rank[element(a)] == r; a = without(a)) {
      result = union(result, with(a));
    }
    return union(result, a);
  }

  /** Returns the assignments of the first set that are not in the second. */
  int difference(int a, int b) {
    Cache known = new Cache();
    known.grow(Math.min(MOST_CACHED, table.length));
    return difference(a, b, known);
  }

  private int difference(int first, int second, Cache cache) {
    int base = top;
    int a = first;
    int b = second;
    int result;
    while (true) {
      if (a == NONE || a == b) {
        result = NONE;
        break;
      }
      if (b == NONE) {
        result = a;
        break;
      }
      int known = cache.get(a, b);
      if (known >= 0) {
        result = known;
        break;
      }
      int e = Math.min(element(a), element(b));
      int hi =
          element(a) != e ? NONE : element(b) != e ? with(a) : difference(with(a), with(b), cache);
      push(a, b, e, hi);
      a = past(a, e);
      b = past(b, e);
    }
    return build(base, result, cache);
  }

  /** Returns the assignments that contain an element. */
  int having(int set, int e) {
    memo.begin();
    return havingOf(set, e);
  }

  private int havingOf(int set, int e) {
    int base = top;
    int a = set;
    while (a > UNIT && element(a) < e && memo.get(a) < 0) {
      push(a);
      a = without(a);
    }
    int result = NONE;
    if (a > UNIT && element(a) <= e) {
      result = element(a) == e ? node(e, NONE, with(a)) : memo.get(a);
    }
    while (top > base) {
      a = stack[--top];
      result = node(element(a), result, havingOf(with(a), e));
      memo.put(a, result);
    }
    return result;
  }

  private void push(int a) {
    stack = top == stack.length ? Arrays.copyOf(stack, 2 * top) : stack;
    stack[top++] = a;
  }

  /** Returns the assignments of a set, cut down to some registers. */
  int project(int set, BitSet registers) {
    int[] to = new int[elements.length];
    for (int e = 0; e < to.length; e++) {
      to[e] = registers.get(elements[e].register()) ? e : -1;
    }
    return map(set, to);
  }

  /**
   * Returns for each element an element of the same register that looks the same; -1 for elements
   * of other registers.
   *
   * @param seen how the value of a register looks
   */
  int[] same(Collection<CpuRegister> registers, BiFunction<CpuRegister, Long, Object> seen) {
    Map<Integer, CpuRegister> byNumber =
        registers.stream().collect(Collectors.toMap(CpuRegister::number, r -> r, (a, b) -> a));
    Map<List<Object>, Integer> first = new HashMap<>();
    int[] same = new int[elements.length];
    for (int i = 0; i < same.length; i++) {
      CpuRegister register = byNumber.get(elements[i].register());
      int number = i;
      same[i] =
          register == null
              ? -1
              : first.computeIfAbsent(
                  List.of(register, seen.apply(register, elements[i].value())), k -> number);
    }
    return same;
  }

  /**
   * Returns the assignments of a set with each element replaced.
   *
   * @param to for each element its replacement, of the same register; -1 removes the element
   */
  int map(int set, int[] to) {
    memo.begin();
    return mapOf(set, to);
  }

  private int mapOf(int set, int[] to) {
    int base = top;
    int a = set;
    while (a > UNIT && memo.get(a) < 0) {
      push(a);
      a = without(a);
    }
    int result = a <= UNIT ? a : memo.get(a);
    while (top > base) {
      a = stack[--top];
      int hi = mapOf(with(a), to);
      int e = to[element(a)];
      result = union(result, e < 0 ? hi : node(e, NONE, hi));
      memo.put(a, result);
    }
    return result;
  }

  /** Returns the number of a set's assignments; Long.MAX_VALUE if it is that or larger. */
  long count(int set) {
    return count(set, new long[size]);
  }

  /**
   * @param known the numbers for nodes; 0 if not yet known
   */
  private long count(int set, long[] known) {
    int base = top;
    int a = set;
    while (a > UNIT && known[a] == 0) {
      push(a);
      a = without(a);
    }
    long result = a <= UNIT ? a : known[a];
    while (top > base) {
      a = stack[--top];
      result = LongMath.saturatedAdd(result, count(with(a), known));
      known[a] = result;
    }
    return result;
  }

  /** Returns the assignments of a set, each as an {@link Observed}. */
  Iterator<Observed> iterator(int set) {
    return new Iterator<>() {
      private int[] left = {set, 0};
      private int waiting = set == NONE ? 0 : 1;
      private int[] path = new int[16];

      @Override
      public boolean hasNext() {
        return waiting > 0;
      }

      @Override
      public Observed next() {
        if (waiting == 0) {
          throw new NoSuchElementException();
        }
        waiting--;
        int at = left[2 * waiting];
        int depth = left[2 * waiting + 1];
        while (at != UNIT) {
          if (without(at) != NONE) {
            left = left.length < 2 * waiting + 2 ? Arrays.copyOf(left, 2 * left.length) : left;
            left[2 * waiting] = without(at);
            left[2 * waiting + 1] = depth;
            waiting++;
          }
          path = depth == path.length ? Arrays.copyOf(path, 2 * depth) : path;
          path[depth++] = element(at);
          at = with(at);
        }
        Observed result = Observed.NONE;
        for (int i = 0; i < depth; i++) {
          result = result.with(elements[path[i]].register(), elements[path[i]].value());
        }
        return result;
      }
    };
  }

  /** The results of one operation for the nodes of a set. */
  private final class Memo {
    private int[] results = new int[0];
    private int[] round = new int[0];
    private int now;

    /** Forgets all results. */
    void begin() {
      now++;
      if (round.length < size) {
        results = new int[nodes.length / NODE];
        round = new int[nodes.length / NODE];
      }
    }

    /** Returns the result for a node; -1 if it is not known. */
    int get(int node) {
      return round[node] == now ? results[node] : -1;
    }

    void put(int node, int result) {
      round[node] = now;
      results[node] = result;
    }
  }

  /** Some results of an operation; a later result may replace an earlier one. */
  private static final class Cache {
    private long[] keys = new long[1 << 10];
    private int[] results = new int[1 << 10];

    void grow(int to) {
      if (to > keys.length) {
        keys = new long[to];
        results = new int[to];
      }
    }

    /** Returns the result; -1 if it is not kept. No operation with the operands 0 and 0 is kept. */
    int get(int a, int b) {
      int slot = hash(0, a, b) & keys.length - 1;
      return keys[slot] == key(a, b) ? results[slot] : -1;
    }

    void put(int a, int b, int result) {
      int slot = hash(0, a, b) & keys.length - 1;
      keys[slot] = key(a, b);
      results[slot] = result;
    }

    private static long key(int a, int b) {
      return (long) a << 32 | b;
    }
  }
}
