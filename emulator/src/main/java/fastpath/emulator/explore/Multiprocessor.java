package fastpath.emulator.explore;

import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several CPUs over one memory: what can happen next, and what then is.
 *
 * <p>Atomic are: an access whose address is a multiple of its size (SDM vol. 3A, 9.1.1), and a
 * locked instruction as a whole, whatever its alignment. Any other access is one of single bytes,
 * the lowest first. An unlocked instruction that reads and writes memory is a load and then a
 * store.
 */
public final class Multiprocessor {
  private final List<Start> starts;
  private final String model;
  private final Stepper stepper;
  private final Footprints footprints;
  private final SharedMemory empty;
  private final Map<Position, Position> positions = new HashMap<>();
  private final List<Position> numbered = new ArrayList<>();

  /**
   * @param initial what is mapped, with code and first values; it is not changed
   * @param cpu to which initial is bound
   * @param starts one a CPU, one to four
   * @param model tso or sc
   */
  public Multiprocessor(Memory initial, Cpu cpu, List<Start> starts, String model) {
    this.starts = List.copyOf(starts);
    this.model = model;
    Set<Long> ends = new HashSet<>();
    starts.forEach(s -> ends.add(s.end()));
    stepper = new Stepper(initial, cpu, ends);
    empty = SharedMemory.of(model, initial, starts.size());
    footprints = new Footprints(empty.words(), starts.size());
  }

  /** The CPUs. */
  public List<Start> starts() {
    return starts;
  }

  /** The name of the memory model. */
  public String model() {
    return model;
  }

  Footprints footprints() {
    return footprints;
  }

  /** Position by its number. */
  Position position(int id) {
    return numbered.get(id);
  }

  /** Memory before anything has happened. */
  SharedMemory emptyMemory() {
    return empty;
  }

  /** Before anything has happened. */
  public Snapshot start() {
    Position[] cpus = new Position[starts.size()];
    for (int i = 0; i < cpus.length; i++) {
      cpus[i] = known(stepper.start(i, starts.get(i).state()));
    }
    return new Snapshot(cpus, empty);
  }

  private Position known(Position p) {
    Position same = positions.putIfAbsent(p, p);
    if (same != null) {
      return same;
    }
    p.id = numbered.size();
    numbered.add(p);
    footprints.note(p);
    return p;
  }

  private Position resume(Position from, long answer) {
    Position to = from.next.get(answer);
    if (to == null) {
      to = known(stepper.resume(from, answer));
      from.next.put(answer, to);
      footprints.follow(from, to);
    }
    return to;
  }

  /** Everything that can happen next. */
  public List<Step> steps(Snapshot s) {
    List<Step> steps = new ArrayList<>();
    for (Position p : s.cpus()) {
      if (canExecute(s, p)) {
        steps.add(Step.execute(p.cpu));
      }
      if (!s.memory().isDrained(p.cpu)) {
        steps.add(Step.drain(p.cpu));
      }
    }
    return steps;
  }

  /** Whether a CPU can go on from its position. */
  boolean canExecute(Snapshot s, Position p) {
    return switch (p.request) {
      case Request.Load l -> true;
      case Request.Store t -> s.memory().hasRoom(p.cpu);
      case Request.Lock l -> s.memory().isDrained(p.cpu);
      case Request.Fence f -> s.memory().isDrained(p.cpu);
      case Request.Pause x -> true;
      case Request.End e -> false;
    };
  }

  /**
   * What is after a step.
   *
   * @throws IllegalArgumentException if it cannot happen
   */
  public Snapshot apply(Snapshot s, Step step) {
    return apply(s, step, Accesses.IGNORED);
  }

  /** The same, telling of every access on the way. */
  public Snapshot apply(Snapshot s, Step step, Accesses accesses) {
    if (step.cpu() >= s.cpus().length) {
      throw new IllegalArgumentException("no CPU " + step.cpu());
    }
    Position p = s.cpus()[step.cpu()];
    return switch (step.kind()) {
      case DRAIN -> {
        if (s.memory().isDrained(p.cpu)) {
          throw new IllegalArgumentException(name(p) + " has no pending store");
        }
        yield new Snapshot(s.cpus(), s.memory().drain(p.cpu));
      }
      case EXECUTE -> {
        if (!canExecute(s, p)) {
          throw new IllegalArgumentException(
              name(p) + (p.hasEnded() ? " is done" : " waits for its pending stores"));
        }
        yield execute(s, p, accesses);
      }
    };
  }

  private String name(Position p) {
    return starts.get(p.cpu).name();
  }

  private Snapshot execute(Snapshot s, Position p, Accesses accesses) {
    SharedMemory m = s.memory();
    return switch (p.request) {
      case Request.Load l -> s.with(resume(p, load(m, p, l, accesses)), m);
      case Request.Store t -> {
        accesses.stored(t);
        yield s.with(resume(p, 0), m.store(p.cpu, t.address(), t.value(), t.bytes()));
      }
      case Request.Lock l -> locked(s, resume(p, 0), accesses);
      case Request.Fence f -> s.with(resume(p, 0), m);
      case Request.Pause x -> s.with(resume(p, 0), m);
      case Request.End e -> s;
    };
  }

  private static long load(SharedMemory m, Position p, Request.Load l, Accesses accesses) {
    long value = m.load(p.cpu, l.address(), l.bytes());
    accesses.loaded(l, value);
    return value;
  }

  /** All accesses of a locked instruction. */
  private Snapshot locked(Snapshot s, Position first, Accesses accesses) {
    Position p = first;
    SharedMemory m = s.memory();
    while (p.isLocked()) {
      switch (p.request) {
        case Request.Load l -> p = resume(p, load(m, p, l, accesses));
        case Request.Store t -> {
          accesses.stored(t);
          m = m.write(t.address(), t.value(), t.bytes());
          p = resume(p, 0);
        }
        case Request.Lock l -> throw new IllegalStateException("locked twice");
        case Request.Fence f -> p = resume(p, 0);
        case Request.Pause x -> p = resume(p, 0);
        case Request.End e -> throw new IllegalStateException("locked at the end");
      }
    }
    return s.with(p, m);
  }
}
