package fastpath.emulator.engine;

/** Runs what repeats in the interpreter's place. */
@FunctionalInterface
public interface Accelerator {
  /**
   * Control has leapt to an instruction, or come to one after it was asked to.
   *
   * @return whether anything ran: registers, memory and counts are then as the interpreter would
   *     have them, and it goes on at the CPU's rip
   */
  boolean arrive(Code at);
}
