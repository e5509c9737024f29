package fastpath.emulator.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Chooses a sufficient subset of the possible steps, a persistent set (Godefroid, "Partial-Order
 * Methods for the Verification of Concurrent Systems", 1996). A step that is left out commutes with
 * everything that can happen before the chosen steps, so every final state is still reached.
 */
final class Reduction implements Choice {
  private final Multiprocessor machine;
  private final Footprints footprints;

  Reduction(Multiprocessor machine) {
    this.machine = machine;
    this.footprints = machine.footprints();
  }

  @Override
  public List<Step> steps(Snapshot s) {
    for (Position p : s.cpus()) {
      // Pending stores drain before further stores are issued, because a loop that stores to a
      // CPU's own memory would fill its store buffer.
      if (!s.memory().isDrained(p.cpu) && !drainConcerns(s, p, others(s, p.cpu))) {
        return List.of(Step.drain(p.cpu));
      }
      if (machine.canExecute(s, p) && !isExposed(s, p) && concernsNobody(s, p)) {
        return isOneOrderEnough(s, p) ? List.of(Step.execute(p.cpu)) : Multiprocessor.executions(p);
      }
    }
    return smallest(s);
  }

  /** True if no other CPU can tell in which order a split access is made. */
  private boolean isOneOrderEnough(Snapshot s, Position p) {
    return p.descending == null
        || !touches(s, others(s, p.cpu), p.word)
            && !touches(s, others(s, p.cpu), p.descending.word);
  }

  /** True if an interrupt may come before a CPU's next step. */
  private boolean isExposed(Snapshot s, Position p) {
    int kinds = p.deliverable();
    return kinds != 0
        && (kinds & (s.requests().kinds(p.cpu) | sends(s, others(s, p.cpu), p.cpu))) != 0;
  }

  /** Returns the kinds of interrupts that CPUs of a set may still request of the CPU {@code to}. */
  private int sends(Snapshot s, int cpus, int to) {
    int targets = 0;
    for (Position p : s.cpus()) {
      if ((cpus >> p.cpu & 1) != 0) {
        targets |= footprints.site(p).laterSends | pendingSends(s.memory(), p.cpu);
      }
    }
    return InterruptKind.kinds(targets, to);
  }

  /** Returns the targets of which a CPU's pending stores will request interrupts. */
  private int pendingSends(SharedMemory m, int cpu) {
    int result = 0;
    for (int i = m.pendingCount(cpu); --i >= 0; ) {
      result |= machine.rings(m.pendingWord(cpu, i));
    }
    return result;
  }

  private static int others(Snapshot s, int cpu) {
    return (1 << s.cpus().length) - 1 & ~(1 << cpu);
  }

  private boolean concernsNobody(Snapshot s, Position p) {
    return switch (p.request) {
      case Request.Store t when s.memory().holdsBack() -> true;
      case Request.Fence f -> true;
      case Request.Pause x -> true;
      case Request.Send x -> false;
      case Request.Store t -> !executionConcerns(s, p, others(s, p.cpu));
      case Request.Load l -> !executionConcerns(s, p, others(s, p.cpu));
      case Request.Lock l -> !executionConcerns(s, p, others(s, p.cpu));
      case Request.End e -> !executionConcerns(s, p, others(s, p.cpu));
    };
  }

  /** True if a CPU's next access conflicts with an access that a CPU of a set may still make. */
  private boolean executionConcerns(Snapshot s, Position p, int cpus) {
    SharedMemory m = s.memory();
    return switch (p.request) {
      case Request.Load l ->
          writes(s, cpus, p.word) || p.descending != null && writes(s, cpus, p.descending.word);
      case Request.Store t when m.holdsBack() -> false;
      case Request.Store t ->
          touchesOrRings(s, cpus, p.word)
              || p.descending != null && touchesOrRings(s, cpus, p.descending.word);
      case Request.Lock l -> lockConcerns(s, footprints.site(p), cpus);
      case Request.Fence f -> false;
      case Request.Pause x -> false;
      case Request.Send x -> (cpus >> x.cpu() & 1) != 0;
      case Request.End e -> false;
    };
  }

  private boolean lockConcerns(Snapshot s, Footprints.Site site, int cpus) {
    // The accesses of an instruction are not known before the instruction has been executed once.
    return site.reads.isEmpty() && site.writes.isEmpty()
        || site.writes.stream().anyMatch(word -> touchesOrRings(s, cpus, word))
        || site.reads.stream().anyMatch(word -> writes(s, cpus, word));
  }

  /**
   * True if the frame of an interrupt that may come now overlaps words that the CPUs of a set
   * access.
   */
  private boolean frameConcerns(Snapshot s, Position p, int cpus) {
    BitSet frame = footprints.site(p).frame;
    // The words of the interrupt frame are not known before an interrupt has been delivered at this
    // instruction.
    return s.deliverable(p) != 0
        && (frame.isEmpty() || frame.stream().anyMatch(word -> touches(s, cpus, word)));
  }

  private boolean drainConcerns(Snapshot s, Position p, int cpus) {
    return touchesOrRings(s, cpus, s.memory().pendingWord(p.cpu, 0));
  }

  private boolean touchesOrRings(Snapshot s, int cpus, int word) {
    return rings(s, cpus, word) || touches(s, cpus, word);
  }

  /** True if a store to a word requests an interrupt of a CPU of a set. */
  private boolean rings(Snapshot s, int cpus, int word) {
    int targets = machine.rings(word);
    if (targets != 0) {
      for (Position p : s.cpus()) {
        if ((cpus >> p.cpu & 1) != 0 && InterruptKind.kinds(targets, p.cpu) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean touches(Snapshot s, int cpus, int word) {
    if (writes(s, cpus, word)) {
      return true;
    }
    for (Position p : s.cpus()) {
      if ((cpus >> p.cpu & 1) != 0 && footprints.site(p).laterReads.get(word)) {
        return true;
      }
    }
    return false;
  }

  private boolean writes(Snapshot s, int cpus, int word) {
    for (Position p : s.cpus()) {
      if ((cpus >> p.cpu & 1) != 0
          && (footprints.site(p).laterWrites.get(word) || pends(s.memory(), p.cpu, word))) {
        return true;
      }
    }
    return false;
  }

  private static boolean pends(SharedMemory m, int cpu, int word) {
    for (int i = m.pendingCount(cpu); --i >= 0; ) {
      if (m.pendingWord(cpu, i) == word) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns all steps of the smallest set of CPUs whose steps conflict with nothing that the other
   * CPUs may still do.
   */
  private List<Step> smallest(Snapshot s) {
    List<Step> all = machine.steps(s);
    List<Step> best = all;
    BitSet tried = new BitSet();
    for (Step step : all) {
      if (!tried.get(step.cpu())) {
        tried.set(step.cpu());
        int cpus = closure(s, step.cpu());
        List<Step> some = new ArrayList<>(all);
        some.removeIf(other -> (cpus >> other.cpu() & 1) == 0);
        best = some.size() < best.size() ? some : best;
      }
    }
    return best;
  }

  private int closure(Snapshot s, int first) {
    int in = 1 << first;
    for (int before = 0; before != in; ) {
      before = in;
      for (Position p : s.cpus()) {
        if ((before >> p.cpu & 1) != 0) {
          in |= concerned(s, p, before);
        }
      }
    }
    return in;
  }

  private int concerned(Snapshot s, Position p, int except) {
    int result = 0;
    for (Position other : s.cpus()) {
      int one = 1 << other.cpu;
      boolean out = (except & one) == 0;
      if (out
          && ((p.deliverable() & sends(s, one, p.cpu)) != 0
              || frameConcerns(s, p, one)
              || machine.canExecute(s, p) && executionConcerns(s, p, one)
              || !s.memory().isDrained(p.cpu) && drainConcerns(s, p, one))) {
        result |= one;
      }
    }
    return result;
  }
}
