package fastpath.emulator.explore;

import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The position of a CPU in its code: before a micro-op that needs memory, or at the CPU's end.
 * Memory and pending stores are not part of a position. A position is immutable, except for cached
 * results.
 */
public final class Position {
  private static final int RIP = State.RIP.index();
  private static final int RFLAGS = State.RFLAGS.index();

  /** Set directly after an sti that has set IF: no maskable interrupt is delivered. */
  static final int BLOCKING_BY_STI = 1;

  /** Set from the delivery of an NMI until the next iretq: no NMI is delivered. */
  static final int BLOCKING_BY_NMI = 2;

  final int cpu;

  /** The registers by index of {@link State}; rip is the address of the instruction in progress. */
  final long[] state;

  /** The instruction in progress; null before its first micro-op. */
  final Lifted insn;

  final int uop;
  final long[] temps;

  /**
   * The number of bytes of a split access that are done; if the access is a load, {@code partial}
   * is the value of these bytes.
   */
  final int part;

  final long partial;

  /** True if a split access is made from its highest address downwards. */
  final boolean down;

  final Request request;

  /** True if no part of the instruction in progress has been executed. */
  final boolean first;

  /**
   * The interruptibility state (SDM vol. 3C, 25.4.2): {@link #BLOCKING_BY_STI} and {@link
   * #BLOCKING_BY_NMI}.
   */
  final int blocking;

  /**
   * The registers, as bits by number, whose values only the final state reads; they are 0 here, and
   * their values are in {@link Observed}.
   */
  final int observedOnly;

  private final int hash;

  /** The number of this position among the known positions; -1 before a number is assigned. */
  int id = -1;

  /** The number of the word that the request loads or stores; -1 if it does neither. */
  int word = -1;

  /** The site of the instruction in progress; null until first requested. */
  Footprints.Site site;

  /** Before a split access, the same position with the access made downwards; null elsewhere. */
  Position descending;

  /** The known next positions, by the answer to the request. */
  final Map<Long, Arrival> next = new HashMap<>(4);

  /**
   * The next positions at which an interrupt of a set of kinds can be delivered, by the set; null
   * until computed.
   */
  final Arrival[] nextBoundary = new Arrival[InterruptKind.SETS];

  Position(
      int cpu,
      long[] state,
      Lifted insn,
      int uop,
      long[] temps,
      int part,
      long partial,
      boolean down,
      boolean first,
      int blocking,
      int observedOnly,
      Request request) {
    this.cpu = cpu;
    this.state = state;
    this.insn = insn;
    this.uop = uop;
    this.temps = temps;
    this.part = part;
    this.partial = partial;
    this.down = down;
    this.first = first;
    this.blocking = blocking;
    this.observedOnly = observedOnly;
    this.request = request;
    int h = 31 * (31 * cpu + uop) + part;
    h = 31 * (31 * h + Long.hashCode(partial)) + Arrays.hashCode(state);
    hash = 31 * (31 * h + Arrays.hashCode(temps)) + (first ? 1 : 0) + (down ? 2 : 0) + 4 * blocking;
  }

  /** Returns the request of the CPU. */
  public Request request() {
    return request;
  }

  /** Returns a register's value; 0 for a register that only the final state reads. */
  long get(State s) {
    return state[s.index()];
  }

  /** Returns the address of the instruction in progress. */
  public long rip() {
    return state[RIP];
  }

  /**
   * Returns a description of the fault with which the CPU ended; null if the CPU has not ended with
   * a fault.
   */
  public String fault() {
    return request instanceof Request.End e ? e.fault() : null;
  }

  /** Returns the instruction in progress; null at the end. */
  public Lifted instruction() {
    return insn;
  }

  /** True if the CPU is in a locked instruction, so that no other CPU accesses memory. */
  boolean isLocked() {
    return insn != null && uop > 0 && Stepper.isLocked(insn);
  }

  /** Returns the kinds of interrupts that can be delivered at this position. */
  int deliverable() {
    return first && (!(request instanceof Request.End e) || e.halted())
        ? unblocked(state[RFLAGS], blocking)
        : 0;
  }

  /**
   * Returns the kinds of interrupts that are not blocked between two instructions. Directly after
   * an sti an NMI may be blocked or not (SDM vol. 2, STI); here it is not, and an NMI that is
   * blocked is one that is delivered later.
   *
   * @param blocking the interruptibility state
   */
  static int unblocked(long rflags, int blocking) {
    boolean masked = (rflags & Cpu.IF) == 0 || (blocking & BLOCKING_BY_STI) != 0;
    return (masked ? 0 : InterruptKind.MASKABLE.bit())
        | ((blocking & BLOCKING_BY_NMI) != 0 ? 0 : InterruptKind.NMI.bit());
  }

  /**
   * What a choice of steps may depend on.
   *
   * @param kind kind of the request
   * @param word number of the requested word; -1 if there is none
   * @param otherWord number of the word if a split access is made downwards; -1 if it is not split
   * @param request the request if it is an end or sends an interrupt; null otherwise
   */
  record Shape(
      int cpu,
      long rip,
      Class<? extends Request> kind,
      int word,
      int otherWord,
      int deliverable,
      Request request) {}

  /** Returns this position without the values of registers and temps. */
  Shape shape() {
    return new Shape(
        cpu,
        rip(),
        request.getClass(),
        word,
        descending == null ? -1 : descending.word,
        deliverable(),
        request instanceof Request.End || request instanceof Request.Send ? request : null);
  }

  /** True if the request reads or changes memory that all CPUs see. */
  boolean usesMemory(boolean holdsBack) {
    return switch (request) {
      case Request.Load l -> true;
      case Request.Lock l -> true;
      case Request.Store t -> !holdsBack;
      case Request.Fence f -> false;
      case Request.Pause x -> false;
      case Request.Send x -> false;
      case Request.End e -> false;
    };
  }

  boolean hasEnded() {
    return request instanceof Request.End;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Position p
        && hash == p.hash
        && cpu == p.cpu
        && uop == p.uop
        && part == p.part
        && partial == p.partial
        && down == p.down
        && first == p.first
        && blocking == p.blocking
        && (insn == null) == (p.insn == null)
        && Arrays.equals(state, p.state)
        && Arrays.equals(temps, p.temps)
        && request.equals(p.request);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
