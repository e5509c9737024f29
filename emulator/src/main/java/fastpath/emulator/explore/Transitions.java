package fastpath.emulator.explore;

import java.util.Arrays;

/**
 * The steps between encoded states. A step depends only on the position and the pending stores of
 * its CPU, on memory and on the requested interrupts. The {@link Multiprocessor} executes the step
 * once for each combination of these parts; afterwards a table has the result.
 */
final class Transitions {
  /** The step's code, the position, the pending stores, memory and the requested interrupts. */
  private static final int ARGUMENTS = 5;

  /** The position, the pending stores, memory, the requested interrupts and the observation. */
  private static final int RESULTS = 5;

  /** Stands for a part that the step neither reads nor changes. */
  private static final int UNUSED = -1;

  private final Multiprocessor machine;
  private final Keys keys;
  private final StateTable known = new StateTable(ARGUMENTS);
  private final int[] arguments = new int[ARGUMENTS];
  private int[] results = new int[1024 * RESULTS];

  /** The observations; the number of the empty observation is 0. */
  private final Interner<Observed> observations = new Interner<>();

  private final StateTable pairs = new StateTable(2);
  private final int[] pair = new int[2];
  private int[] sums = new int[1024];

  Transitions(Multiprocessor machine, Keys keys) {
    this.machine = machine;
    this.keys = keys;
    observations.number(Observed.NONE);
  }

  /** Returns the number of an observation. */
  int number(Observed observed) {
    return observations.number(observed);
  }

  /** Returns the observation with a number. */
  Observed observed(int number) {
    return observations.get(number);
  }

  /**
   * Replaces an encoded state by the state after a step.
   *
   * @return number of what the step observes; 0 for nothing
   */
  int apply(int[] key, Step step) {
    int cpu = step.cpu();
    boolean drains = step.kind() == Step.Kind.DRAIN;
    boolean executes = !drains && step.kind() != Step.Kind.INTERRUPT;
    arguments[0] = step.code();
    arguments[1] = drains ? UNUSED : key[cpu];
    arguments[2] = keys.hasBuffers() ? key[keys.buffer(cpu)] : UNUSED;
    boolean local = executes && !machine.usesMemory(key[cpu]);
    arguments[3] = local ? UNUSED : key[keys.memory()];
    arguments[4] = key[keys.requests()];
    int number = known.add(arguments);
    if (number >= 0) {
      execute(key, step, drains, local, number);
    } else {
      number = ~number;
    }
    int at = number * RESULTS;
    if (!drains) {
      key[cpu] = results[at];
    }
    if (keys.hasBuffers()) {
      key[keys.buffer(cpu)] = results[at + 1];
    }
    if (!local) {
      key[keys.memory()] = results[at + 2];
    }
    key[keys.requests()] = results[at + 3];
    return results[at + 4];
  }

  private void execute(int[] key, Step step, boolean drains, boolean local, int number) {
    Snapshot to = machine.apply(keys.read(key), step);
    int[] after = new int[keys.width()];
    keys.write(to, after);
    int at = number * RESULTS;
    if (at == results.length) {
      results = Arrays.copyOf(results, 2 * at);
    }
    results[at] = drains ? UNUSED : after[step.cpu()];
    results[at + 1] = keys.hasBuffers() ? after[keys.buffer(step.cpu())] : UNUSED;
    results[at + 2] = local ? UNUSED : after[keys.memory()];
    results[at + 3] = after[keys.requests()];
    results[at + 4] = number(to.observed());
  }

  /** Returns the number of an observation overridden by a later one. */
  int sum(int observed, int later) {
    if (observed == 0 || later == 0) {
      return observed + later;
    }
    pair[0] = observed;
    pair[1] = later;
    int number = pairs.add(pair);
    if (number < 0) {
      return sums[~number];
    }
    if (number == sums.length) {
      sums = Arrays.copyOf(sums, 2 * number);
    }
    sums[number] = number(observed(observed).with(observed(later)));
    return sums[number];
  }
}
