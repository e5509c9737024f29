package fastpath.emulator.machine;

import fastpath.emulator.isa.CpuProfile;
import fastpath.emulator.isa.State;
import java.util.Arrays;

/** The registers of a CPU. */
public final class Cpu {
  /** Bits of RFLAGS (SDM vol. 1, 3.4.3). */
  public static final long RESERVED = 1 << 1;

  public static final long ZF = 1 << 6;
  public static final long IF = 1 << 9;
  public static final long AC = 1 << 18;

  private static final int RFLAGS = State.RFLAGS.index();
  private static final int STATES = State.COUNT;

  private final CpuProfile profile;
  private final Interrupts interrupts = new Interrupts();
  private long[] state = new long[STATES];

  /** Creates a CPU of the maker Intel. */
  public Cpu() {
    this(CpuProfile.INTEL);
  }

  /** Creates a CPU of a maker. */
  public Cpu(CpuProfile profile) {
    this.profile = profile;
    set(State.RFLAGS, RESERVED);
  }

  /**
   * Returns the maker of the CPU; instructions that differ between makers behave as on this maker's
   * CPUs.
   */
  public CpuProfile profile() {
    return profile;
  }

  public long get(State s) {
    return state[s.index()];
  }

  public void set(State s, long value) {
    state[s.index()] = value;
  }

  public long rflags() {
    return state[RFLAGS];
  }

  /** Returns the interrupts that are requested or planned for this CPU. */
  public Interrupts interrupts() {
    return interrupts;
  }

  /**
   * Returns the CPU's array of registers, indexed by the ordinal of {@link State}; a change to the
   * array changes the CPU.
   */
  public long[] state() {
    return state;
  }

  /** Returns a copy of the registers, indexed by the ordinal of {@link State}. */
  public long[] registers() {
    return Arrays.copyOf(state, STATES);
  }

  /** Sets all registers. */
  public void restore(long[] registers) {
    System.arraycopy(registers, 0, state, 0, STATES);
  }

  /** Lets an engine place the registers at the start of an array of its own. */
  public void use(long[] array) {
    state = array;
  }
}
