package fastpath.emulator.explore;

import fastpath.emulator.graph.StrongComponents;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The remembered states of an exploration, by number, and the steps between them. States are
 * expanded in the order of their numbers.
 */
final class StateGraph {
  /** The number that stands for a state in which no step is possible. */
  static final int FINAL = -1;

  private int[] first = new int[1024];
  private int[] targets = new int[4096];
  private int expanded;
  private int edges;

  /** Starts the list of steps of the next state. */
  void expand() {
    if (expanded + 1 >= first.length) {
      first = Arrays.copyOf(first, 2 * first.length);
    }
    expanded++;
    first[expanded] = edges;
  }

  /** Adds a step of the state that is being expanded. */
  void add(int target) {
    if (edges == targets.length) {
      targets = Arrays.copyOf(targets, 2 * edges);
    }
    targets[edges++] = target;
    first[expanded] = edges;
  }

  /**
   * Returns the states from which no final state can be reached. A state that has not been expanded
   * counts as a state from which a final state can be reached.
   *
   * @param size number of remembered states
   */
  BitSet endless(int size) {
    int[] start = new int[size + 2];
    for (int e = 0; e < edges; e++) {
      start[targets[e] + 2]++;
    }
    for (int s = 0; s <= size; s++) {
      start[s + 1] += start[s];
    }
    int[] sources = new int[edges];
    int[] filled = start.clone();
    for (int s = 0; s < expanded; s++) {
      for (int e = first[s]; e < first[s + 1]; e++) {
        sources[filled[targets[e] + 1]++] = s;
      }
    }
    BitSet ending = new BitSet(size);
    int[] work = new int[size + 1];
    int count = 0;
    work[count++] = FINAL;
    for (int s = expanded; s < size; s++) {
      ending.set(s);
      work[count++] = s;
    }
    while (count > 0) {
      int target = work[--count];
      for (int e = start[target + 1]; e < start[target + 2]; e++) {
        if (!ending.get(sources[e])) {
          ending.set(sources[e]);
          work[count++] = sources[e];
        }
      }
    }
    ending.flip(0, size);
    return ending;
  }

  /**
   * Finds where endless runs stay: the strongly connected components of endless states that no step
   * leaves.
   *
   * @param endless the result of {@link #endless}
   * @return the states of each such component
   */
  BitSet[] bottoms(BitSet endless, int size) {
    StrongComponents components = StrongComponents.of(size, endless, this::successors);
    BitSet[] members = new BitSet[components.count()];
    BitSet left = new BitSet();
    for (int s = endless.nextSetBit(0); s >= 0; s = endless.nextSetBit(s + 1)) {
      int c = components.of(s);
      members[c] = members[c] == null ? new BitSet() : members[c];
      members[c].set(s);
      for (int target : successors(s)) {
        if (components.of(target) != c) {
          left.set(c);
        }
      }
    }
    return IntStream.range(0, members.length)
        .filter(c -> !left.get(c))
        .mapToObj(c -> members[c])
        .toArray(BitSet[]::new);
  }

  private int[] successors(int state) {
    return Arrays.copyOfRange(targets, first[state], first[state + 1]);
  }
}
