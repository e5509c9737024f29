package fastpath.emulator.engine;

/** Executes repeated code in place of the interpreter. */
@FunctionalInterface
public interface Accelerator {
  /**
   * Called when control has jumped to an instruction, or has reached an instruction for which the
   * accelerator asked.
   *
   * @return true if code was executed; registers, memory and counts are then as the interpreter
   *     would have them, and the interpreter continues at the CPU's rip
   */
  boolean arrive(Code at);
}
