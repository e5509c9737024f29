package fastpath.emulator.explore;

/** What a CPU wants next, having gone as far as it can by itself. */
public sealed interface Request {
  /** The value of up to 8 bytes; within an aligned word of 8 unless the instruction is locked. */
  record Load(long address, int bytes) implements Request {}

  /** To change up to 8 bytes; within an aligned word of 8 unless the instruction is locked. */
  record Store(long address, long value, int bytes) implements Request {}

  /** Memory to itself until the instruction ends, all stores before it having been seen. */
  record Lock() implements Request {}

  /** All stores before it to have been seen. */
  record Fence() implements Request {}

  /** Nothing: it has run long without an access, and others may have a turn. */
  record Pause() implements Request {}

  /** To request an interrupt of another CPU, by the ICR of its x2APIC (SDM vol. 3A, 11.12.9). */
  record Send(int cpu, int vector) implements Request {}

  /**
   * No more; if it halted, until an interrupt wakes it.
   *
   * @param fault null if it returned or halted
   */
  record End(String fault, boolean halted) implements Request {
    static final End RETURNED = new End(null, false);
    static final End HALTED = new End(null, true);
  }
}
