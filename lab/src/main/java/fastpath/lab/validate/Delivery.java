package fastpath.lab.validate;

import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;

/**
 * An interrupt or exception that was taken.
 *
 * @param instructions retired before it
 * @param registers by ordinal of {@link State}, as the interrupted instruction found them
 * @param thread that it interrupted, as the address of its task
 * @param count preempt_count of that thread
 * @param prio of that thread; the lower the more urgent
 * @param runs how often each rival had run
 */
record Delivery(
    int vector,
    long instructions,
    long[] registers,
    long thread,
    int count,
    long prio,
    long[] runs) {
  private static final int FIRST_EXTERNAL = 32;
  private static final int NMI = 2;
  private static final State[] RESTORED = {
    State.RAX, State.RCX, State.RDX, State.RBX, State.RBP, State.RSI, State.RDI, State.R8,
    State.R9, State.R10, State.R11, State.R12, State.R13, State.R14, State.R15, State.RIP,
    State.RFLAGS, State.GS_BASE, State.CS, State.SS
  };

  /** The same, so many instructions later. */
  Delivery later(long more) {
    return new Delivery(vector, instructions + more, registers, thread, count, prio, runs);
  }

  /** The same in a call that stood elsewhere. */
  Delivery moved(long to, long[] registersThere) {
    return new Delivery(vector, to, registersThere, thread, count, prio, runs);
  }

  /** A fault's handler may change where it returns to. */
  boolean isException() {
    return vector < FIRST_EXTERNAL && vector != NMI;
  }

  long rip() {
    return registers[State.RIP.index()];
  }

  long rsp() {
    return registers[State.RSP.index()];
  }

  /** What the way back did not restore; null if it restored all. */
  String changed(Cpu cpu) {
    for (State state : RESTORED) {
      long before = registers[state.index()];
      long after = cpu.get(state);
      if (before != after) {
        String name = state.text();
        return String.format("%s was %#x and comes back as %#x", name, before, after);
      }
    }
    return null;
  }
}
