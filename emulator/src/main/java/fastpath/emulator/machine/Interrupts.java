package fastpath.emulator.machine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What waits to interrupt one CPU: vectors, as in the request register of its local APIC (of
 * several the highest comes first, SDM vol. 3A, 11.8.3), an NMI, and what is planned for the call
 * in progress. Time is counted in instructions retired since the call began.
 */
public final class Interrupts {
  /** The vector of the non-maskable interrupt. */
  public static final int NMI = 2;

  private static final int VECTORS = 256;
  private static final int NONE = -1;
  private static final long NEVER = Long.MAX_VALUE;

  private record Event(long instruction, int vector) {}

  /** What waits for a CPU at one moment, for {@link #restore}; immutable. */
  public static final class Waiting {
    private final long[] requested;
    private final List<Event> planned;
    private final boolean nmi;
    private final boolean nmiBlocked;
    private final long shadowEnd;
    private final int timerVector;
    private final long timerPeriod;
    private final long nextTick;
    private final int haltedVector;

    private Waiting(Interrupts of) {
      requested = of.requested.toLongArray();
      planned = List.copyOf(of.planned);
      nmi = of.nmi;
      nmiBlocked = of.nmiBlocked;
      shadowEnd = of.shadowEnd;
      timerVector = of.timerVector;
      timerPeriod = of.timerPeriod;
      nextTick = of.nextTick;
      haltedVector = of.haltedVector;
    }

    private Waiting(Waiting of, long more) {
      requested = of.requested;
      planned = of.planned.stream().map(e -> new Event(e.instruction + more, e.vector)).toList();
      nmi = of.nmi;
      nmiBlocked = of.nmiBlocked;
      shadowEnd = of.shadowEnd == 0 ? 0 : Math.max(0, of.shadowEnd + more);
      timerVector = of.timerVector;
      timerPeriod = of.timerPeriod;
      nextTick = of.nextTick == NEVER ? NEVER : of.nextTick + more;
      haltedVector = of.haltedVector;
    }

    /** The same, so many instructions later. */
    public Waiting later(long more) {
      return new Waiting(this, more);
    }

    /** The same, counted from when so many instructions had retired. */
    public Pending from(long now) {
      boolean ticks = nextTick != NEVER;
      boolean waits = requested.length > 0 || !planned.isEmpty() || nmi || nmiBlocked || ticks;
      if (!waits && shadowEnd <= now && haltedVector == NONE) {
        return Pending.NOTHING;
      }
      return new Pending(
          Arrays.stream(requested).boxed().toList(),
          planned.stream()
              .sorted(Comparator.comparingLong(Event::instruction).thenComparing(Event::vector))
              .map(event -> new Pending.Planned(event.instruction - now, event.vector))
              .toList(),
          nmi,
          nmiBlocked,
          Math.max(0, shadowEnd - now),
          ticks ? timerVector : NONE,
          ticks ? timerPeriod : 0,
          ticks ? nextTick - now : NONE,
          haltedVector);
    }
  }

  /**
   * What waits for a CPU, with times in instructions from a moment on.
   *
   * @param requested vectors, a bit each
   * @param planned by time; 0 or negative for what is due
   * @param shadow how long sti's shadow lasts; 0 for none
   * @param nextTick of the timer; negative for none
   */
  public record Pending(
      List<Long> requested,
      List<Planned> planned,
      boolean nmi,
      boolean nmiBlocked,
      long shadow,
      int timerVector,
      long timerPeriod,
      long nextTick,
      int haltedVector) {

    /** Nothing waits for the CPU. */
    public static final Pending NOTHING =
        new Pending(List.of(), List.of(), false, false, 0, NONE, 0, NONE, NONE);

    /** A request that is planned. */
    public record Planned(long in, int vector) {}
  }

  private final BitSet requested = new BitSet(VECTORS);
  private final PriorityQueue<Event> planned =
      new PriorityQueue<>(Comparator.comparingLong(Event::instruction));
  private boolean nmi;
  private boolean nmiBlocked;
  private long shadowEnd;
  private int timerVector;
  private long timerPeriod;
  private long nextTick = NEVER;
  private int haltedVector = NONE;

  /**
   * Requests an interrupt now. One that is requested already is not requested twice.
   *
   * @param vector 0 to 255; {@link #NMI} is not masked by RFLAGS.IF
   */
  public void raise(int vector) {
    if (check(vector) == NMI) {
      nmi = true;
    } else {
      requested.set(vector);
    }
  }

  /**
   * Plans a request of the next call, or of the one in progress.
   *
   * @param instruction how many instructions have retired when it comes: with 0 before the first
   */
  public void at(long instruction, int vector) {
    planned.add(new Event(instruction, check(vector)));
  }

  /** A timer of the next call, or of the one in progress: a request each so many instructions. */
  public void every(long instructions, int vector) {
    if (instructions <= 0) {
      throw new IllegalArgumentException("a timer's period of " + instructions);
    }
    timerVector = check(vector);
    timerPeriod = instructions;
    nextTick = instructions;
  }

  /**
   * Plans a request for when the CPU of the next call, or of the one in progress, first halts with
   * nothing requested: before anything that is planned for an instruction, and once.
   */
  public void whenHalted(int vector) {
    haltedVector = check(vector);
  }

  private static int check(int vector) {
    if (vector < 0 || vector >= VECTORS) {
      throw new IllegalArgumentException("vector " + vector + " is not one of 0 to 255");
    }
    return vector;
  }

  /** Takes back everything that is requested or planned. */
  public void clear() {
    requested.clear();
    planned.clear();
    nmi = false;
    nmiBlocked = false;
    shadowEnd = 0;
    nextTick = NEVER;
    haltedVector = NONE;
  }

  /** All that is requested or planned now. */
  public Waiting save() {
    return new Waiting(this);
  }

  /** Requests and plans what was requested and planned then, and nothing else. */
  public void restore(Waiting then) {
    requested.clear();
    if (then.requested.length > 0) {
      requested.or(BitSet.valueOf(then.requested));
    }
    planned.clear();
    planned.addAll(then.planned);
    nmi = then.nmi;
    nmiBlocked = then.nmiBlocked;
    shadowEnd = then.shadowEnd;
    timerVector = then.timerVector;
    timerPeriod = then.timerPeriod;
    nextTick = then.nextTick;
    haltedVector = then.haltedVector;
  }

  /** Whether anything is requested, deliverable or not. Engines ask once IF has been set. */
  public boolean waiting() {
    return nmi || !requested.isEmpty();
  }

  /** When the next planned request comes; Long.MAX_VALUE if there is none. */
  public long nextPlanned() {
    Event first = planned.peek();
    return Math.min(nextTick, first == null ? NEVER : first.instruction());
  }

  /** Requests what is planned up to now. */
  public void advance(long now) {
    while (nextPlanned() <= now) {
      if (nextTick <= now) {
        raise(timerVector);
        nextTick += timerPeriod;
      } else {
        raise(planned.poll().vector());
      }
    }
  }

  /**
   * The same for a CPU that has halted: where nothing is planned up to now, what was planned for
   * that, or what is planned next.
   */
  public void advanceWhileHalted(long now) {
    advance(now);
    if (waiting()) {
      return;
    }
    if (haltedVector != NONE) {
      raise(haltedVector);
      haltedVector = NONE;
    } else if (nextPlanned() != NEVER) {
      advance(nextPlanned());
    }
  }

  /** sti: nothing is delivered before that many instructions have retired. */
  public void shadow(long until) {
    shadowEnd = until;
  }

  /** Whether something requested would be delivered under these flags. */
  public boolean deliverable(long rflags) {
    return ready(rflags) >= 0;
  }

  /** Whether sti's shadow is all that holds something back. */
  public boolean shadowed(long rflags, long now) {
    return now < shadowEnd && deliverable(rflags);
  }

  /** Takes the vector that is to be delivered now; -1 if none is. */
  public int take(long rflags, long now) {
    int vector = now < shadowEnd ? -1 : ready(rflags);
    if (vector == NMI) {
      nmi = false;
      nmiBlocked = true;
    } else if (vector >= 0) {
      requested.clear(vector);
    }
    return vector;
  }

  private int ready(long rflags) {
    if (nmi && !nmiBlocked) {
      return NMI;
    }
    return (rflags & Cpu.IF) == 0 ? -1 : requested.previousSetBit(VECTORS - 1);
  }

  /** iretq: NMIs are let through again, whatever it returns from (SDM vol. 3A, 6.7.1). */
  public void unblockNmi() {
    nmiBlocked = false;
  }
}
