package fastpath.emulator.explore;

/** One thing that happens, to one CPU. */
public record Step(int cpu, Kind kind) {
  /** What. */
  public enum Kind {
    /** It does what its position asks for, and goes on to its next position. */
    EXECUTE,
    /** Its oldest pending store reaches memory. */
    DRAIN
  }

  static Step execute(int cpu) {
    return new Step(cpu, Kind.EXECUTE);
  }

  static Step drain(int cpu) {
    return new Step(cpu, Kind.DRAIN);
  }
}
