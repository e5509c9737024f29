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
 * How runs go on in which all holds, by the place that they go on from and what they read of memory
 * from there. A run that reaches the same position and would read the same bytes goes on alike, at
 * other times, and is not made to its end.
 */
final class KnownRuns {
  /** Runs kept of one position; what a position was reached with differs little. */
  private static final int MOST = 16;

  /**
   * What decides a run besides memory.
   *
   * @param delay instructions from the place to a request that is added there
   * @param vector of that request; -1 for none
   * @param open the very interrupts that are being handled
   * @param wakes vectors of the interrupts that woke a rival before
   */
  private record Key(
      CpuPosition position, long delay, int vector, List<Delivery> open, List<Integer> wakes) {}

  /**
   * A run from a place on.
   *
   * @param reads what it reads from there on
   * @param at instructions that had retired there
   * @param before number of wake-ups before
   */
  private record Known(ReadSet reads, long at, int before, Run run) {}

  /** A part of the run that is being made: from a place to the next. */
  private record Part(Place place, Key key, ReadLog log) {}

  private final Machine machine;
  private final Map<Key, List<Known>> known = new HashMap<>();
  private final Deque<Part> parts = new ArrayDeque<>();

  /** What the last run reads from the first place on at which nothing was requested. */
  private ReadSet rest;

  KnownRuns(Machine machine) {
    this.machine = machine;
  }

  /**
   * A run is at a place.
   *
   * @param added what is requested there, or null
   * @return the run, if it is known how it goes on; null if it has to be made
   */
  Run arrive(Place place, Request added) {
    // What was found wrong is not of the machine.
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

  /** The log of the part of the run that is being made; null for none. */
  ReadLog log() {
    return parts.isEmpty() ? null : parts.peek().log;
  }

  /**
   * What the last run reads from the first place on at which {@link #arrive} was told of no
   * request; null if that is not known.
   */
  ReadSet rest() {
    return rest;
  }

  /** A run has been made to its end. */
  void end(Run run) {
    rest = null;
    keep(run, null);
  }

  /**
   * Keeps a run under all places that it has come by.
   *
   * @param rest what it is known to read from the last place on; null if it was made to its end
   */
  private void keep(Run run, ReadSet rest) {
    machine.log(null);
    // One that came near the budget might pass it when it begins later.
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

  /** The known run, at the times that it has from another place on. */
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
