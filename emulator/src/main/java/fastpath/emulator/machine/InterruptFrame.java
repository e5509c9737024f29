package fastpath.emulator.machine;

import fastpath.emulator.isa.State;

/** Pushes the interrupt frame and enters a handler, as a CPU does (SDM vol. 3A, 6.14.2). */
public final class InterruptFrame {
  private static final int STACK_ALIGNMENT = 16;
  private static final int WORD = 8;

  private InterruptFrame() {}

  /** The stack to which the words of the frame are stored. */
  @FunctionalInterface
  public interface Stack {
    /** Stores 8 bytes at an address. */
    void push(long address, long value);
  }

  /**
   * Pushes SS, RSP, RFLAGS, CS, RIP and the error code below the aligned RSP, and enters the
   * handler on the stack in use.
   *
   * @return address of the saved RIP in the frame
   */
  public static long enter(Cpu cpu, Gate gate, boolean hasErrorCode, int errorCode, Stack stack) {
    long[] words = {
      errorCode,
      cpu.get(State.RIP),
      cpu.get(State.CS),
      cpu.rflags(),
      cpu.get(State.RSP),
      cpu.get(State.SS)
    };
    int first = hasErrorCode ? 0 : 1;
    long top = cpu.get(State.RSP) & -STACK_ALIGNMENT;
    for (int i = words.length - 1; i >= first; i--) {
      stack.push(top - (long) WORD * (words.length - i), words[i]);
    }
    cpu.set(State.RSP, top - (long) WORD * (words.length - first));
    cpu.set(State.CS, gate.selector());
    cpu.set(State.RIP, gate.handler());
    cpu.set(State.RFLAGS, cpu.rflags() & ~(gate.trap() ? 0 : Cpu.IF));
    return top - (long) WORD * (words.length - 1);
  }
}
