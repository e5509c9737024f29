package fastpath.emulator.machine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The interrupts of one CPU: the requested vectors, as in the request register of its local APIC,
 * an NMI, and the requests planned for the call in progress. Of several requested vectors the
 * highest is delivered first (SDM vol. 3A, 11.8.3). Times are numbers of instructions retired since
 * the call began.
 */
public final class Interrupts {
  /** The vector of the non-maskable interrupt. */
  public static final int NMI = 2;

  private static final int VECTORS = 256;
  private static final int NONE = -1;
  private static final long NEVER = Long.MAX_VALUE;

  private record Event(long instruction, int vector) {}

  /**
   * The requested and planned interrupts of a CPU at one moment, for {@link #restore}; immutable.
   */
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

    /** Returns the same interrupts with all times later by a number of instructions. */
    public Waiting later(long more) {
      return new Waiting(this, more);
    }

    /** Returns the same interrupts with times relative to a number of retired instructions. */
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
   * The requested and planned interrupts of a CPU, with times in instructions relative to a moment.
   *
   * @param requested the requested vectors as a bit set
   * @param planned the planned requests in order of time; a time is 0 or negative if the request is
   *     due
   * @param shadow number of instructions for which sti's interrupt shadow lasts; 0 for none
   * @param nextTick time of the timer's next request; negative for no timer
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

    /** The value for a CPU without requested or planned interrupts. */
    public static final Pending NOTHING =
        new Pending(List.of(), List.of(), false, false, 0, NONE, 0, NONE, NONE);

    /** A planned request of a vector, in a number of instructions. */
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
   * Requests an interrupt now. A vector that is already requested is not requested twice.
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
   * Plans a request for the next call, or for the call in progress.
   *
   * @param instruction number of retired instructions at which the request is made; 0 for before
   *     the first instruction
   */
  public void at(long instruction, int vector) {
    planned.add(new Event(instruction, check(vector)));
  }

  /**
   * Starts a timer for the next call, or for the call in progress: a vector is requested each time
   * a number of instructions has retired.
   */
  public void every(long instructions, int vector) {
    if (instructions <= 0) {
      throw new IllegalArgumentException("a timer's period of " + instructions);
    }
    timerVector = check(vector);
    timerPeriod = instructions;
    nextTick = instructions;
  }

  /**
   * Plans one request for the first time that the CPU halts, in the next call or the call in
   * progress, with nothing requested. This request is made before any that is planned for a number
   * of instructions.
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

  /** Cancels everything that is requested or planned. */
  public void clear() {
    requested.clear();
    planned.clear();
    nmi = false;
    nmiBlocked = false;
    shadowEnd = 0;
    nextTick = NEVER;
    haltedVector = NONE;
  }

  /** Returns all interrupts that are requested or planned now. */
  public Waiting save() {
    return new Waiting(this);
  }

  /** Restores the requested and planned interrupts of an earlier moment, and cancels all others. */
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

  /**
   * True if any interrupt is requested, whether it can be delivered or not. Engines call this
   * method after IF has been set.
   */
  public boolean waiting() {
    return nmi || !requested.isEmpty();
  }

  /** Returns the time of the next planned request; Long.MAX_VALUE if there is none. */
  public long nextPlanned() {
    Event first = planned.peek();
    return Math.min(nextTick, first == null ? NEVER : first.instruction());
  }

  /** Makes the planned requests that are due by an instruction count. */
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
   * Makes the requests that are due for a CPU that has halted: those planned up to now; if there
   * are none, the one planned for a halt; else the next planned ones.
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

  /**
   * Begins sti's interrupt shadow: nothing is delivered before a number of instructions has
   * retired.
   */
  public void shadow(long until) {
    shadowEnd = until;
  }

  /** True if a requested interrupt could be delivered with these flags. */
  public boolean deliverable(long rflags) {
    return ready(rflags) >= 0;
  }

  /** True if only sti's interrupt shadow delays the delivery of an interrupt. */
  public boolean shadowed(long rflags, long now) {
    return now < shadowEnd && deliverable(rflags);
  }

  /**
   * Returns the vector that is to be delivered now and removes its request; -1 if none is to be
   * delivered.
   */
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

  /** Unblocks NMIs, as every iretq does, whatever handler it returns from (SDM vol. 3A, 6.7.1). */
  public void unblockNmi() {
    nmiBlocked = false;
  }
}
