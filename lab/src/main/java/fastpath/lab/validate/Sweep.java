package fastpath.lab.validate;

import fastpath.emulator.InterruptSummary;
import fastpath.emulator.snapshot.ReadSet;
import java.util.List;

/**
 * The runs that have one more request than a given run, at each of its places. They are made from
 * the last place to the first: each of them soon reaches a position that a run made before it has
 * been at, and is known from there.
 */
final class Sweep {
  /** Runs that fail are made again one by one, since a finding tells of its plan. */
  private static final int MOST_FAILED_RUNS = 20;

  /** Makes one run of a sweep. */
  @FunctionalInterface
  interface Maker {
    /**
     * Makes a run with the request at a place.
     *
     * @param gap number of instructions after which the run stands where the run that was made
     *     before it stood, if the request changes nothing on the way; 0 for the first run
     */
    Made make(Place place, long gap);
  }

  /**
   * A run that was made.
   *
   * @param interrupt what the request's interrupt does; null if that is not known
   * @param rest what the run reads from the interrupt's return on; null if that is not known
   */
  record Made(Run run, InterruptSummary interrupt, ReadSet rest) {}

  private final List<Request> before;
  private final int vector;
  private final Places places;
  private final Maker maker;

  /** By place; null where the run fails or was not made. */
  private final Run[] runs;

  /** Index of the first place whose run was made. */
  private int first;

  /** Instructions before the place of the run that was made last; -1 before the first run. */
  private long stood = -1;

  private int failed;

  /** The run that was made last and of which all is known; null if there is none. */
  private Made made;

  /**
   * Runs with a request at places up to one.
   *
   * @param before requests of the given run
   * @param vector of the request that is added
   * @param places of the given run
   * @param last index of the last place that somebody asks for
   */
  Sweep(List<Request> before, int vector, Places places, int last, Maker maker) {
    this.before = before;
    this.vector = vector;
    this.places = places;
    this.maker = maker;
    runs = new Run[last + 1];
    first = runs.length;
  }

  /** True if it adds that request to those. */
  boolean adds(int requested, List<Request> to) {
    return vector == requested && before.equals(to);
  }

  /** The run with the request at a place; null if it fails, or too many runs fail. */
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

  /** True if the request at a place and at the next, one instruction later, give the same run. */
  private boolean commutes(Place place, Place next) {
    return next.at() == place.at() + 1
        && place.deliveries().equals(next.deliveries())
        && made.interrupt.commutes(place.machine(), next.machine(), place.next(), made.rest);
  }

  /** A run whose request came at a place, when it comes at an earlier one. */
  private Run earlier(Run run, Place from, Place to) {
    List<Delivery> wakes =
        run.wakes().stream()
            .map(
                wake ->
                    wake.vector() == vector && wake.instructions() == from.at()
                        ? wake.moved(to.at(), to.machine().registers())
                        : wake)
            .toList();
    return new Run(
        run.ending(), run.digest(), wakes, run.honoured(), run.wanted(), run.violations());
  }
}
