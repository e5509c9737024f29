package fastpath.emulator.machine;

/**
 * A listener for every interrupt and exception that is delivered through the guest's interrupt
 * descriptor table.
 */
@FunctionalInterface
public interface DeliveryHook {
  /**
   * Called before the interrupt frame is pushed, with the CPU in the state of the interrupted
   * instruction.
   *
   * @param vector the vector, as numbered by {@link Interrupts} and {@link Fault.Kind}
   * @param instructions number of instructions retired since the call began
   */
  void delivering(int vector, long instructions, Cpu cpu, Memory memory);

  /**
   * Called after an iretq, with the CPU in the state in which the next instruction begins.
   *
   * @param instructions number of instructions retired since the call began
   */
  default void returned(long instructions, Cpu cpu, Memory memory) {}
}
