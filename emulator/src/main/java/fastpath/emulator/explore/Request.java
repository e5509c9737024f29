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

  /**
   * No more.
   *
   * @param fault null if it returned or halted
   */
  record End(String fault) implements Request {
    static final End NORMAL = new End(null);
  }
}
