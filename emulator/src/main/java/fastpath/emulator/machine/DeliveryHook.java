package fastpath.emulator.machine;

/**
 * Is told of every interrupt and exception that is delivered through the guest's interrupt
 * descriptor table.
 */
@FunctionalInterface
public interface DeliveryHook {
  /**
   * Called before the frame is pushed: the CPU is as the interrupted instruction finds it.
   *
   * @param vector as {@link Interrupts} and {@link Fault.Kind} number them
   * @param instructions retired since the call began
   */
  void delivering(int vector, long instructions, Cpu cpu, Memory memory);

  /**
   * Called after an iretq: the CPU is as the instruction finds it that is executed next.
   *
   * @param instructions retired since the call began
   */
  default void returned(long instructions, Cpu cpu, Memory memory) {}
}
