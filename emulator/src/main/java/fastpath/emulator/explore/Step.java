package fastpath.emulator.explore;

/**
 * A step of one CPU.
 *
 * @param vector vector of an interrupt; else 0
 */
public record Step(int cpu, Kind kind, int vector) {
  /** Kinds of steps. */
  public enum Kind {
    /** The CPU does what its position asks for, and goes to its next position. */
    EXECUTE,
    /** The oldest pending store of the CPU reaches memory. */
    DRAIN,
    /** An interrupt is delivered to the CPU. */
    INTERRUPT
  }

  static Step execute(int cpu) {
    return new Step(cpu, Kind.EXECUTE, 0);
  }

  static Step interrupt(int cpu, int vector) {
    return new Step(cpu, Kind.INTERRUPT, vector);
  }

  static Step drain(int cpu) {
    return new Step(cpu, Kind.DRAIN, 0);
  }
}
