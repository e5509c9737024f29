package fastpath.emulator.explore;

/**
 * One step of an exploration, taken by one CPU.
 *
 * @param vector vector of the delivered interrupt, 2 for an NMI; 0 for other steps
 */
public record Step(int cpu, Kind kind, int vector) {
  /** Kinds of steps. */
  public enum Kind {
    /** The CPU performs the request of its position, and continues to its next position. */
    EXECUTE(0),
    /**
     * The CPU begins an access that is split into bytes at the highest address, and continues
     * downwards; {@link #EXECUTE} begins at the lowest address.
     */
    DESCEND(1),
    /** The oldest pending store of the CPU reaches memory. */
    DRAIN(2),
    /** An interrupt is delivered to the CPU. */
    INTERRUPT(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  /** Returns a number that differs from that of every other step. */
  int code() {
    return (vector << 4 | kind.code) << 4 | cpu;
  }

  static Step execute(int cpu) {
    return new Step(cpu, Kind.EXECUTE, 0);
  }

  static Step descend(int cpu) {
    return new Step(cpu, Kind.DESCEND, 0);
  }

  static Step interrupt(int cpu, int vector) {
    return new Step(cpu, Kind.INTERRUPT, vector);
  }

  static Step drain(int cpu) {
    return new Step(cpu, Kind.DRAIN, 0);
  }
}
