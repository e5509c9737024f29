package fastpath.emulator.explore;

import fastpath.emulator.isa.Lifted;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several CPUs over one memory: computes the steps that are possible in a state, and the state
 * after a step.
 *
 * <p>Two kinds of accesses are atomic: an access whose address is a multiple of its size (SDM vol.
 * 3A, 9.1.1), and a locked instruction as a whole, whatever its alignment. Any other access is a
 * sequence of single-byte accesses, upwards from the lowest address or downwards from the highest.
 * An unlocked instruction that reads and writes memory makes a load and then a store.
 */
public final class Multiprocessor {
  /**
   * The limit on the pending stores of a CPU. x86-TSO has no such limit: a CPU that needs more
   * pending stores waits, and {@link #limit} reports the limit. The limit stops loops that store
   * without end.
   */
  public static final int MOST_PENDING = 1024;

  private final List<Start> starts;
  private final MemoryModel model;
  private final List<Doorbell> doorbells;
  private final Requests requested;
  private final Stepper stepper;
  private final Footprints footprints;
  private final SharedMemory empty;
  private final Map<Position, Position> positions = new HashMap<>();
  private final List<Position> numbered = new ArrayList<>();
  private final Interner<Position.Shape> shapes = new Interner<>();

  /**
   * For each position the number of its shape plus 1, shifted by a bit that is set if the request
   * uses memory; 0 before it is needed.
   */
  private int[] facts = new int[1024];

  /** True if a CPU has waited because of the limit on pending stores. */
  private boolean held;

  /**
   * @param initial mapped memory with code and initial values; the memory is not changed
   * @param cpu the CPU to which {@code initial} is bound
   * @param starts the start of each CPU, for one to four CPUs
   * @param model the memory model, which defines when stores reach memory
   */
  public Multiprocessor(Memory initial, Cpu cpu, List<Start> starts, MemoryModel model) {
    this(initial, cpu, starts, model, List.of(), Map.of());
  }

  /**
   * Creates a multiprocessor with interrupts. A requested interrupt is delivered at any boundary
   * between instructions at which RFLAGS.IF is set and all stores of the CPU have reached memory
   * (SDM vol. 3A, 12.10), except directly after an sti that has set IF (SDM vol. 2, STI). An NMI,
   * vector 2, is delivered whatever IF is, but not between the delivery of an NMI and the next
   * iretq (SDM vol. 3A, 6.7.1).
   *
   * <p>The interrupt table is the initial one. A CPU whose table has no gate for a requested vector
   * ends with a fault.
   *
   * @param doorbells addresses at which stores request interrupts; wrmsr to the x2APIC's ICR also
   *     requests interrupts
   * @param requested vectors that are requested at the start, by CPU number; each is delivered once
   */
  public Multiprocessor(
      Memory initial,
      Cpu cpu,
      List<Start> starts,
      MemoryModel model,
      List<Doorbell> doorbells,
      Map<Integer, Set<Integer>> requested) {
    this.doorbells = List.copyOf(doorbells);
    Requests all = Requests.NONE;
    for (Map.Entry<Integer, Set<Integer>> e : requested.entrySet()) {
      for (int vector : e.getValue()) {
        all = all.with(e.getKey(), vector);
      }
    }
    this.requested = all;
    this.starts = List.copyOf(starts);
    this.model = model;
    stepper = new Stepper(initial, cpu, this.starts);
    empty = model.memory(initial, starts.size());
    footprints = new Footprints(empty.words(), starts.size(), this.doorbells);
  }

  /** Returns the starts of the CPUs, by CPU number. */
  public List<Start> starts() {
    return starts;
  }

  /** Returns the memory model. */
  public MemoryModel model() {
    return model;
  }

  /**
   * Returns the instruction at an address.
   *
   * @throws fastpath.emulator.machine.GuestFault if no instruction can be fetched at the address
   */
  public Lifted instruction(long rip) {
    return stepper.instruction(rip);
  }

  /** Returns the limit that has prevented a CPU's step so far, in any state that was examined. */
  Limit limit() {
    return held ? Limit.PENDING_STORES : Limit.NONE;
  }

  Footprints footprints() {
    return footprints;
  }

  /** Returns the position with a number. */
  Position position(int id) {
    return numbered.get(id);
  }

  /** Returns the number of a position's shape. */
  int shape(int id) {
    return facts(id) >> 1;
  }

  /** True if the request of a position reads or changes memory that all CPUs see. */
  boolean usesMemory(int id) {
    return (facts(id) & 1) != 0;
  }

  private int facts(int id) {
    if (id >= facts.length) {
      facts = Arrays.copyOf(facts, Math.max(id + 1, 2 * facts.length));
    }
    if (facts[id] == 0) {
      Position p = position(id);
      facts[id] = shapes.number(p.shape()) + 1 << 1 | (p.usesMemory(empty.holdsBack()) ? 1 : 0);
    }
    return facts[id];
  }

  /** Returns memory at the start. */
  SharedMemory emptyMemory() {
    return empty;
  }

  /** Returns the state at the start. */
  public Snapshot start() {
    Position[] cpus = new Position[starts.size()];
    Observed observed = Observed.NONE;
    for (int i = 0; i < cpus.length; i++) {
      Arrival at = known(stepper.start(i, starts.get(i).state()));
      cpus[i] = at.position();
      observed = observed.with(at.observed());
    }
    return new Snapshot(cpus, empty, requested, observed);
  }

  private Arrival known(Arrival at) {
    Position p = known(at.position());
    return p == at.position() ? at : new Arrival(p, at.observed());
  }

  private Position known(Position p) {
    Position same = positions.putIfAbsent(p, p);
    if (same != null) {
      return same;
    }
    p.id = numbered.size();
    numbered.add(p);
    footprints.note(p);
    Position descending = stepper.descending(p);
    p.descending = descending == null ? null : known(descending);
    return p;
  }

  private Arrival resume(Position from, long answer) {
    Arrival to = from.next.get(answer);
    if (to == null) {
      to = known(stepper.resume(from, answer));
      from.next.put(answer, to);
      footprints.follow(from, to.position());
    }
    return to;
  }

  /**
   * Executes one instruction from a pause, so that a requested interrupt may come after each
   * instruction; several instructions if no interrupt of the requested kinds may come between them.
   */
  private Arrival step(Position from, int kinds) {
    Arrival to = from.nextBoundary[kinds];
    if (to == null) {
      to = known(stepper.step(from, kinds));
      from.nextBoundary[kinds] = to;
      footprints.follow(from, to.position());
    }
    return to;
  }

  /** Returns all steps that are possible in a state. */
  public List<Step> steps(Snapshot s) {
    List<Step> steps = new ArrayList<>();
    for (Position p : s.cpus()) {
      if (canExecute(s, p)) {
        steps.addAll(executions(p));
      }
      if (!s.memory().isDrained(p.cpu)) {
        steps.add(Step.drain(p.cpu));
      }
      addInterrupts(s, p, steps);
    }
    return steps;
  }

  /**
   * Adds the interrupts that can be delivered. A maskable interrupt and an NMI come in either
   * order, because the time from a request to its delivery differs.
   */
  private static void addInterrupts(Snapshot s, Position p, List<Step> steps) {
    int kinds = s.deliverable(p);
    if (kinds != 0 && s.memory().isDrained(p.cpu)) {
      for (InterruptKind kind : InterruptKind.values()) {
        if (kind.isIn(kinds)) {
          steps.add(Step.interrupt(p.cpu, s.requests().first(p.cpu, kind)));
        }
      }
    }
  }

  /** Returns the steps by which a CPU can perform the request of its position. */
  static List<Step> executions(Position p) {
    return p.descending == null
        ? List.of(Step.execute(p.cpu))
        : List.of(Step.execute(p.cpu), Step.descend(p.cpu));
  }

  /** Returns the targets of which a store to a word requests interrupts. */
  int rings(int word) {
    if (doorbells.isEmpty()) {
      return 0;
    }
    int result = 0;
    for (Doorbell d : doorbells) {
      result |=
          empty.words().number(d.address()) == word ? InterruptKind.target(d.cpu(), d.vector()) : 0;
    }
    return result;
  }

  /** True if a CPU can take a step from its position. */
  boolean canExecute(Snapshot s, Position p) {
    return switch (p.request) {
      case Request.Load l -> true;
      case Request.Store t -> hasRoom(s.memory(), p.cpu);
      case Request.Lock l -> s.memory().isDrained(p.cpu);
      case Request.Fence f -> s.memory().isDrained(p.cpu);
      case Request.Pause x -> true;
      case Request.Send x -> true;
      case Request.End e -> false;
    };
  }

  private boolean hasRoom(SharedMemory m, int cpu) {
    boolean room = m.pendingCount(cpu) < MOST_PENDING;
    held |= !room;
    return room;
  }

  /**
   * Returns the state after a step.
   *
   * @throws IllegalArgumentException if the step is not possible
   */
  public Snapshot apply(Snapshot s, Step step) {
    return apply(s, step, Accesses.IGNORED);
  }

  /** Returns the state after a step, and reports every access of the step. */
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
        SharedMemory.Pending oldest = s.memory().pending(p.cpu).getFirst();
        yield ring(s.with(s.memory().drain(p.cpu)), oldest.address());
      }
      case INTERRUPT -> {
        List<Step> possible = new ArrayList<>();
        addInterrupts(s, p, possible);
        if (!possible.contains(step)) {
          throw new IllegalArgumentException(
              name(p) + " cannot be interrupted by 0x" + Integer.toHexString(step.vector()));
        }
        yield interrupt(s, p, step.vector());
      }
      case EXECUTE, DESCEND -> {
        if (!canExecute(s, p)) {
          throw new IllegalArgumentException(
              name(p) + (p.hasEnded() ? " is done" : " waits for its pending stores"));
        }
        if (step.kind() == Step.Kind.DESCEND && p.descending == null) {
          throw new IllegalArgumentException(name(p) + " is before no access that is split");
        }
        yield execute(s, step.kind() == Step.Kind.EXECUTE ? p : p.descending, accesses);
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
        Snapshot after = s.with(resume(p, 0), m.store(p.cpu, t.address(), t.value(), t.bytes()));
        yield m.holdsBack() ? after : ring(after, t.address());
      }
      case Request.Lock l -> locked(s, resume(p, 0), accesses);
      case Request.Fence f -> s.with(resume(p, 0), m);
      case Request.Pause x -> s.with(pass(s, p), m);
      case Request.Send x -> s.with(resume(p, 0), m).with(s.requests().with(x.cpu(), x.vector()));
      case Request.End e -> s;
    };
  }

  /** Continues from a pause. */
  private Arrival pass(Snapshot s, Position p) {
    int kinds = s.requests().kinds(p.cpu);
    return kinds != 0 ? step(p, kinds) : resume(p, 0);
  }

  private static long load(SharedMemory m, Position p, Request.Load l, Accesses accesses) {
    long value = m.load(p.cpu, l.address(), l.bytes());
    accesses.loaded(l, value);
    return value;
  }

  /** Executes a locked instruction with all its accesses. */
  private Snapshot locked(Snapshot s, Arrival first, Accesses accesses) {
    Arrival at = first;
    Observed observed = first.observed();
    SharedMemory m = s.memory();
    Snapshot rung = s;
    while (at.position().isLocked()) {
      Position p = at.position();
      switch (p.request) {
        case Request.Load l -> at = resume(p, load(m, p, l, accesses));
        case Request.Store t -> {
          accesses.stored(t);
          m = m.write(t.address(), t.value(), t.bytes());
          rung = ring(rung, t.address());
          at = resume(p, 0);
        }
        case Request.Lock l -> throw new IllegalStateException("locked twice");
        case Request.Fence f -> at = resume(p, 0);
        case Request.Pause x -> at = resume(p, 0);
        case Request.Send x -> throw new IllegalStateException("locked wrmsr");
        case Request.End e -> throw new IllegalStateException("locked at the end");
      }
      observed = observed.with(at.observed());
    }
    return rung.with(new Arrival(at.position(), observed), m);
  }

  /**
   * Requests the interrupts of a doorbell if a store that has reached memory is to a doorbell's
   * address.
   */
  private Snapshot ring(Snapshot s, long address) {
    Snapshot after = s;
    for (Doorbell d : doorbells) {
      if (d.address() == address) {
        after = after.with(after.requests().with(d.cpu(), d.vector()));
      }
    }
    return after;
  }

  private Snapshot interrupt(Snapshot s, Position p, int vector) {
    Map<Long, Long> frame = new LinkedHashMap<>();
    Arrival to = known(stepper.interrupt(p, vector, frame));
    footprints.follow(p, to.position());
    SharedMemory m = s.memory();
    for (Map.Entry<Long, Long> word : frame.entrySet()) {
      footprints.noteFrame(p, word.getKey(), Long.BYTES);
      m = m.write(word.getKey(), word.getValue(), Long.BYTES);
    }
    return s.with(to, m).with(s.requests().without(p.cpu, vector));
  }
}
