package fastpath.emulator.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds a shortest schedule to a state: a schedule with the fewest steps and, among these, with the
 * fewest changes from one CPU to another. Every possible step is tried, because a reduction would
 * keep only some of the orders.
 */
public final class Shortest {
  private final Multiprocessor machine;
  private final Keys keys;
  private final StateTable states;
  private int[] depth = new int[1024];
  private int[] changes = new int[1024];
  private int[] parent = new int[1024];
  private Step[] step = new Step[1024];

  /**
   * @param observing true if the wanted states depend on registers that only the final state reads
   */
  private Shortest(Multiprocessor machine, boolean observing) {
    this.machine = machine;
    keys = new Keys(machine, observing);
    // The state of the search includes the CPU that stepped last, because changes of CPU are
    // counted.
    states = new StateTable(keys.width() + 1);
  }

  /**
   * Returns a shortest schedule that ends in a wanted final state.
   *
   * @param budget limit on remembered states
   * @return empty if no such final state exists, or if none was found within the budget
   */
  public static Optional<Schedule> find(
      Multiprocessor machine, Predicate<Snapshot> wanted, long budget) {
    return new Shortest(machine, true).search(s -> s.isFinal() && wanted.test(s), budget);
  }

  /** Returns a shortest schedule to a wanted state, final or not. */
  public static Optional<Schedule> to(Multiprocessor machine, Snapshot state, long budget) {
    Shortest search = new Shortest(machine, false);
    int[] key = new int[search.keys.width()];
    search.keys.write(state, key);
    int[] other = new int[search.keys.width()];
    return search.search(
        s -> {
          search.keys.write(s, other);
          return Arrays.equals(key, other);
        },
        budget);
  }

  private Optional<Schedule> search(Predicate<Snapshot> wanted, long budget) {
    add(machine.start(), -1, null);
    int best = -1;
    int[] key = new int[keys.width() + 1];
    for (int at = 0; at < states.size() && states.size() <= budget; at++) {
      if (best >= 0 && depth[at] > depth[best]) {
        break;
      }
      states.get(at, key);
      Snapshot s = keys.read(key);
      if (wanted.test(s) && (best < 0 || changes[at] < changes[best])) {
        best = at;
      }
      for (Step next : machine.steps(s)) {
        add(machine.apply(s, next), at, next);
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(schedule(best));
  }

  private void add(Snapshot s, int from, Step by) {
    int[] key = new int[keys.width() + 1];
    keys.write(s, key);
    key[keys.width()] = by == null ? -1 : by.cpu();
    int number = states.add(key);
    int changed =
        from < 0 ? 0 : changes[from] + (step[from] == null || step[from].cpu() == by.cpu() ? 0 : 1);
    if (number >= 0) {
      reserve(number);
      depth[number] = from < 0 ? 0 : depth[from] + 1;
    } else {
      number = ~number;
      if (depth[number] != depth[from] + 1 || changes[number] <= changed) {
        return;
      }
    }
    changes[number] = changed;
    parent[number] = from;
    step[number] = by;
  }

  private void reserve(int number) {
    if (number == depth.length) {
      depth = Arrays.copyOf(depth, 2 * number);
      changes = Arrays.copyOf(changes, 2 * number);
      parent = Arrays.copyOf(parent, 2 * number);
      step = Arrays.copyOf(step, 2 * number);
    }
  }

  private Schedule schedule(int last) {
    List<Step> steps = new ArrayList<>();
    for (int at = last; step[at] != null; at = parent[at]) {
      steps.addFirst(step[at]);
    }
    return new Schedule(steps);
  }
}
