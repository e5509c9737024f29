package fastpath.emulator.explore;

import fastpath.emulator.graph.StrongComponents;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The remembered states of an exploration, by number, and the steps between them. States are
 * expanded in the order of their numbers. A final state, in which no step is possible, has the
 * target ~n, where n is its number among the final states.
 */
final class StateGraph {
  private int[] first = new int[1024];
  private int[] targets = new int[4096];

  /** For each step the number of what it observes; null if no step observes anything. */
  private int[] observed;

  /** The number that stands for all final states. */
  private static final int FINAL = -1;

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

  /**
   * Adds a step of the state that is being expanded.
   *
   * @param observes number of what the step observes; 0 for nothing
   */
  void add(int target, int observes) {
    if (edges == targets.length) {
      targets = Arrays.copyOf(targets, 2 * edges);
    }
    if (observes != 0 || observed != null) {
      observed = observed == null ? new int[targets.length] : observed;
      observed =
          observed.length < targets.length ? Arrays.copyOf(observed, targets.length) : observed;
      observed[edges] = observes;
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
      start[Math.max(targets[e], FINAL) + 2]++;
    }
    for (int s = 0; s <= size; s++) {
      start[s + 1] += start[s];
    }
    int[] sources = new int[edges];
    int[] filled = start.clone();
    for (int s = 0; s < expanded; s++) {
      for (int e = first[s]; e < first[s + 1]; e++) {
        sources[filled[Math.max(targets[e], FINAL) + 1]++] = s;
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

  /** True if a step observes anything. */
  boolean observes() {
    return observed != null;
  }

  /** Returns the number of expanded states. */
  int expanded() {
    return expanded;
  }

  /** Returns the strongly connected components of the expanded states. */
  StrongComponents components() {
    BitSet all = new BitSet(expanded);
    all.set(0, expanded);
    return StrongComponents.of(expanded, all, this::successors);
  }

  /** Returns the first step of an expanded state; the steps end where the next state's begin. */
  int firstStep(int state) {
    return first[state];
  }

  /** Returns the target of a step. */
  int target(int step) {
    return targets[step];
  }

  /** Returns the number of what a step observes. */
  int observed(int step) {
    return observed[step];
  }
}
