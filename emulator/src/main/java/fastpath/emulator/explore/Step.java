package fastpath.emulator.explore;

/**
 * One thing that happens, to one CPU.
 *
 * @param vector of an interrupt; else 0
 */
public record Step(int cpu, Kind kind, int vector) {
  /** What. */
  public enum Kind {
    /** It does what its position asks for, and goes on to its next position. */
    EXECUTE,
    /** Its oldest pending store reaches memory. */
    DRAIN,
    /** An interrupt is delivered to it. */
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
