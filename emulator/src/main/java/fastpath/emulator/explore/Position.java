package fastpath.emulator.explore;

import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The position of a CPU: before a micro-op that needs memory, or at its end. Memory and pending
 * stores are not part of it. A position is immutable, except for what it remembers.
 */
public final class Position {
  private static final int RIP = State.RIP.index();
  private static final int RFLAGS = State.RFLAGS.index();

  final int cpu;

  /** Registers by index of {@link State}; rip is the instruction in progress. */
  final long[] state;

  /** The instruction in progress; null before its first micro-op. */
  final Lifted insn;

  final int uop;
  final long[] temps;

  /** Number of bytes of a split access that are done, and their value if it is a load. */
  final int part;

  final long partial;
  final Request request;

  /** True if nothing of the instruction in progress has been done. */
  final boolean first;

  /** True directly after an sti that has set IF: no interrupt comes before the next instruction. */
  final boolean shadowed;

  private final int hash;

  /** Number among the known positions; -1 until it has one. */
  int id = -1;

  /** The site of the instruction, once it has been asked for. */
  Footprints.Site site;

  /** Known successors, by the answer to the request. */
  final Map<Long, Position> next = new HashMap<>(4);

  /** The position after one more instruction, where interrupts are requested. */
  Position afterOne;

  Position(
      int cpu,
      long[] state,
      Lifted insn,
      int uop,
      long[] temps,
      int part,
      long partial,
      boolean first,
      boolean shadowed,
      Request request) {
    this.cpu = cpu;
    this.state = state;
    this.insn = insn;
    this.uop = uop;
    this.temps = temps;
    this.part = part;
    this.partial = partial;
    this.first = first;
    this.shadowed = shadowed;
    this.request = request;
    int h = 31 * (31 * cpu + uop) + part;
    h = 31 * (31 * h + Long.hashCode(partial)) + Arrays.hashCode(state);
    hash = 31 * (31 * h + Arrays.hashCode(temps)) + (first ? 1 : 0) + (shadowed ? 2 : 0);
  }

  /** The request of the CPU. */
  public Request request() {
    return request;
  }

  /** A register's value. */
  public long get(State s) {
    return state[s.index()];
  }

  /** The address of the instruction in progress. */
  public long rip() {
    return state[RIP];
  }

  /** A description of the fault with which the CPU ended; null if there was none. */
  public String fault() {
    return request instanceof Request.End e ? e.fault() : null;
  }

  /** The instruction in progress; null at the end. */
  public Lifted instruction() {
    return insn;
  }

  /** True if the CPU has memory to itself. */
  boolean isLocked() {
    return insn != null && uop > 0 && Stepper.isLocked(insn);
  }

  /** True if an interrupt can be delivered here: between instructions, and not masked. */
  boolean canBeInterrupted() {
    return first
        && !shadowed
        && (!(request instanceof Request.End e) || e.halted())
        && (state[RFLAGS] & Cpu.IF) != 0;
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
        && first == p.first
        && shadowed == p.shadowed
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
