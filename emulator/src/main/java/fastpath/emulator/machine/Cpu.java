package fastpath.emulator.machine;

import fastpath.emulator.isa.State;

/** The registers of a CPU. */
public final class Cpu {
  private final long[] state = new long[State.values().length];

  public long get(State s) {
    return state[s.ordinal()];
  }

  public void set(State s, long value) {
    state[s.ordinal()] = value;
  }
}
