package fastpath.emulator.engine;

/** An accelerator: executes repeated code in place of the interpreter. */
@FunctionalInterface
public interface Accelerator {
  /**
   * Called when control has jumped to an instruction, or has reached an instruction after which the
   * accelerator wants to continue.
   *
   * @return true if the accelerator has executed code; registers, memory and counts are then as the
   *     interpreter would have left them, and the interpreter continues at the CPU's rip
   */
  boolean arrive(Code at);
}
