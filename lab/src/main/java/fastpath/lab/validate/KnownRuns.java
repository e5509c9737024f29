package fastpath.lab.validate;

import fastpath.emulator.CpuPosition;
import fastpath.emulator.Machine;
import fastpath.emulator.snapshot.ReadLog;
import fastpath.emulator.snapshot.ReadSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cache of runs without violations: for each place, how the run continued and which bytes of
 * memory it read from that place on. A later run that reaches the same CPU position, and would read
 * the same bytes, continues in the same way with other instruction counts. Such a run is not
 * executed to its end.
 */
final class KnownRuns {
  /**
   * Number of runs that are kept for one position; runs reach a position with few different memory
   * contents.
   */
  private static final int MOST = 16;

  /**
   * The state besides memory that decides how a run continues.
   *
   * @param delay number of instructions from the place to a request that is added at the place
   * @param vector vector of the added request; -1 for none
   * @param open the interrupts that are being handled
   * @param wakes vectors of the interrupts that have already woken a rival
   */
  private record Key(
      CpuPosition position, long delay, int vector, List<Delivery> open, List<Integer> wakes) {}

  /**
   * A run of which the continuation from a place on is known.
   *
   * @param reads the bytes of memory that the run reads after the place
   * @param at number of instructions that had retired at the place
   * @param before number of interrupts that had woken a rival before the place
   */
  private record Known(ReadSet reads, long at, int before, Run run) {}

  /** A part of the run that is being executed: from one place to the next. */
  private record Part(Place place, Key key, ReadLog log) {}

  private final Machine machine;
  private final Map<Key, List<Known>> known = new HashMap<>();
  private final Deque<Part> parts = new ArrayDeque<>();

  /**
   * The bytes of memory that the last run reads after the first place at which no interrupt was
   * requested.
   */
  private ReadSet rest;

  KnownRuns(Machine machine) {
    this.machine = machine;
  }

  /**
   * Looks for a known run when the current run has reached a place.
   *
   * @param added the request at the place, or null
   * @return the result of the run, if its continuation is known; null if the run has to be executed
   */
  Run arrive(Place place, Request added) {
    // Violations that were found before the place are not part of the machine's state.
    if (!place.deliveries().findings().isEmpty()) {
      return null;
    }
    Key key = key(place, added);
    for (Known candidate : known.getOrDefault(key, List.of())) {
      if (place.machine().agrees(candidate.reads)) {
        Run run = moved(candidate, place);
        rest = added == null ? candidate.reads : null;
        keep(run, candidate.reads);
        return run;
      }
    }
    Part part = new Part(place, key, new ReadLog());
    parts.push(part);
    machine.log(part.log);
    return null;
  }

  /** Returns the log of the current part of the run; null for none. */
  ReadLog log() {
    return parts.isEmpty() ? null : parts.peek().log;
  }

  /**
   * Returns the bytes of memory that the last run reads after the first place at which {@link
   * #arrive} was called without a request; null if they are not known.
   */
  ReadSet rest() {
    return rest;
  }

  /** Adds a run that has been executed to its end. */
  void end(Run run) {
    rest = null;
    keep(run, null);
  }

  /**
   * Adds a run for all places that it has reached.
   *
   * @param rest the bytes that the run is known to read from the last place on; null if the run was
   *     executed to its end
   */
  private void keep(Run run, ReadSet rest) {
    machine.log(null);
    // A run that ended near the instruction limit might exceed the limit when it starts later.
    boolean keeps =
        run.violations().isEmpty()
            && run.ending().instructions() < InterruptRunner.BUDGET - Places.MOST;
    ReadSet next = rest;
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      if (next != null) {
        machine.goesOn(part.log, next);
      }
      next = machine.reads(part.log, part.place.machine());
      if (next == null || !keeps) {
        parts.clear();
        rest = null;
        return;
      }
      rest = part.key.vector < 0 ? next : rest;
      List<Known> runs = known.computeIfAbsent(part.key, k -> new ArrayList<>());
      if (runs.size() < MOST) {
        runs.add(new Known(next, part.place.at(), part.place.deliveries().wakes().size(), run));
      }
    }
  }

  private static Key key(Place place, Request added) {
    List<Integer> wakes = new ArrayList<>();
    for (Delivery wake : place.deliveries().wakes()) {
      wakes.add(wake.vector());
    }
    long delay = added == null ? 0 : Math.max(0, added.at() - place.at());
    int vector = added == null ? -1 : added.vector();
    return new Key(place.position(), delay, vector, place.deliveries().open(), wakes);
  }

  /**
   * Returns the known run with the instruction counts that it has when it continues from another
   * place.
   */
  private static Run moved(Known known, Place to) {
    long later = to.at() - known.at;
    List<Delivery> wakes = new ArrayList<>(to.deliveries().wakes());
    known.run.wakes().stream()
        .skip(known.before)
        .map(wake -> wake.later(later))
        .forEach(wakes::add);
    return new Run(
        known.run.ending().later(later),
        known.run.digest(),
        List.copyOf(wakes),
        known.run.honoured(),
        known.run.wanted(),
        List.of());
  }
}
