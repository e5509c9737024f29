package fastpath.emulator.explore;

/** The request of a CPU that can go no further by itself. */
public sealed interface Request {
  /**
   * Asks for the value of up to 8 bytes; within an aligned word of 8 bytes unless the instruction
   * is locked.
   */
  record Load(long address, int bytes) implements Request {}

  /**
   * Asks to change up to 8 bytes; within an aligned word of 8 bytes unless the instruction is
   * locked.
   */
  record Store(long address, long value, int bytes) implements Request {}

  /**
   * Asks for memory to itself until the instruction ends, after all its earlier stores have reached
   * memory.
   */
  record Lock() implements Request {}

  /** Asks to wait until all its earlier stores have reached memory. */
  record Fence() implements Request {}

  /** Asks for nothing: the CPU has executed long without an access, and others may have a turn. */
  record Pause() implements Request {}

  /** Asks to interrupt another CPU, by the ICR of its x2APIC (SDM vol. 3A, 11.12.9). */
  record Send(int cpu, int vector) implements Request {}

  /**
   * The CPU has ended; if it halted, an interrupt may wake it.
   *
   * @param fault null if it returned or halted
   */
  record End(String fault, boolean halted) implements Request {
    static final End RETURNED = new End(null, false);
    static final End HALTED = new End(null, true);
  }
}
