package fastpath.lab.validate;

import fastpath.emulator.InterruptSummary;
import fastpath.emulator.snapshot.ReadSet;
import java.util.List;

/**
 * The runs that have one more request than a given run, one for each place of that run. The runs
 * are made from the last place to the first. Each run therefore soon reaches a position that an
 * earlier run has been at, and the rest is known.
 */
final class Sweep {
  /**
   * The number of failed runs after which the sweep stops. A run that fails is repeated singly,
   * because its violations name the plan.
   */
  private static final int MOST_FAILED_RUNS = 20;

  /** Makes one run of a sweep. */
  @FunctionalInterface
  interface Maker {
    /**
     * Makes the run with the request at a place.
     *
     * @param gap number of instructions from this run's place to the place of the run before,
     *     counted along the path without a request; 0 for the first run
     */
    Made make(Place place, long gap);
  }

  /**
   * A run that was made by a {@code Maker}.
   *
   * @param interrupt the effect of the requested interrupt; null if the effect is not known
   * @param rest the bytes that the run reads after the interrupt's return; null if they are not
   *     known
   */
  record Made(Run run, InterruptSummary interrupt, ReadSet rest) {}

  private final List<Request> before;
  private final int vector;
  private final Places places;
  private final Maker maker;

  /** The runs, by index of the place; null where the run failed or was not made. */
  private final Run[] runs;

  /** Index of the lowest place whose run was made. */
  private int first;

  /**
   * Number of instructions before the place of the last run that was made; -1 before the first run.
   */
  private long stood = -1;

  private int failed;

  /** The last run that was made, if its interrupt's effect and later reads are known; else null. */
  private Made made;

  /**
   * Creates a sweep that makes runs up to a place.
   *
   * @param before the requests of the given run
   * @param vector vector of the request that is added
   * @param places the places of the given run
   * @param last index of the last place whose run will be needed
   */
  Sweep(List<Request> before, int vector, Places places, int last, Maker maker) {
    this.before = before;
    this.vector = vector;
    this.places = places;
    this.maker = maker;
    runs = new Run[last + 1];
    first = runs.length;
  }

  /** True if this sweep adds a request with the given vector to the given requests. */
  boolean adds(int requested, List<Request> to) {
    return vector == requested && before.equals(to);
  }

  /**
   * Returns the run with the request at a place; null if that run fails, or too many runs have
   * failed.
   */
  Run at(int index) {
    while (first > index && failed < MOST_FAILED_RUNS) {
      make(--first);
    }
    return index < runs.length ? runs[index] : null;
  }

  private void make(int index) {
    Place place = places.get(index);
    if (made != null && commutes(place, places.get(index + 1))) {
      runs[index] = earlier(runs[index + 1], places.get(index + 1), place);
      return;
    }
    Made now = maker.make(place, stood < 0 ? 0 : stood - place.at());
    made = null;
    if (!now.run.violations().isEmpty()) {
      failed++;
      return;
    }
    runs[index] = now.run;
    if (now.rest != null) {
      stood = place.at();
      made = now.interrupt == null ? null : now;
    }
  }

  /**
   * True if a request at a place and one at the next place, one instruction later, give the same
   * run.
   */
  private boolean commutes(Place place, Place next) {
    return next.at() == place.at() + 1
        && place.deliveries().equals(next.deliveries())
        && made.interrupt.commutes(place.machine(), next.machine(), place.next(), made.rest);
  }

  /**
   * Returns the run with a request at an earlier place, given the equivalent run with the request
   * at the next place.
   */
  private Run earlier(Run run, Place from, Place to) {
    List<Delivery> wakes =
        run.wakes().stream()
            .map(wake ->
                wake.vector() == vector && wake.instructions() == from.at()
                    ? wake.moved(to.at(), to.machine().registers())
                    : wake)
            .toList();
    return new Run(
        run.ending(), run.digest(), wakes, run.honoured(), run.wanted(), run.violations());
  }
}
