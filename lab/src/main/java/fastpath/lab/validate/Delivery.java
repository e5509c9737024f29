package fastpath.lab.validate;

import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;

/**
 * An interrupt or exception that was taken.
 *
 * @param instructions number of instructions that had retired before the interrupt
 * @param registers values of the registers before the interrupted instruction, by ordinal of {@link
 *     State}
 * @param thread address of the interrupted thread's task
 * @param count preempt_count of the interrupted thread
 * @param prio priority of the interrupted thread; a lower number is more urgent
 * @param runs how often each rival had run before the interrupt
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

  /** Returns a copy of this delivery that was taken a number of instructions later. */
  Delivery later(long more) {
    return new Delivery(vector, instructions + more, registers, thread, count, prio, runs);
  }

  /**
   * Returns a copy of this delivery that was taken at another instruction count, with the registers
   * of that place.
   */
  Delivery moved(long to, long[] registersThere) {
    return new Delivery(vector, to, registersThere, thread, count, prio, runs);
  }

  /** True for an exception other than an NMI, whose handler may change the return address. */
  boolean isException() {
    return vector < FIRST_EXTERNAL && vector != NMI;
  }

  long rip() {
    return registers[State.RIP.index()];
  }

  long rsp() {
    return registers[State.RSP.index()];
  }

  /**
   * Returns a description of the first register that the return did not restore; null if all
   * registers were restored.
   */
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
