package fastpath.emulator;

import java.util.function.BooleanSupplier;

/**
 * Asks every few dozen milliseconds whether the call in progress is cancelled. An engine runs a
 * fixed number of instructions between two questions; engines differ a thousandfold in speed, so
 * the number follows what the last ones took.
 */
final class Cancellation {
  private static final long SHORT_NANOS = 20_000_000;
  private static final long LONG_NANOS = 100_000_000;
  private static final long FEWEST = 1 << 10;
  private static final long MOST = 1 << 24;

  private final BooleanSupplier asked;
  private long quantum = FEWEST;
  private long from;
  private long started;

  /**
   * @param asked null if nobody cancels calls
   */
  Cancellation(BooleanSupplier asked) {
    this.asked = asked;
  }

  /** True once the call is to end. */
  boolean isRequested() {
    return asked != null && asked.getAsBoolean();
  }

  /**
   * Begins a passage of instructions that ends with the next question.
   *
   * @param now instructions retired so far
   * @return the number at which the passage ends; never reached if nobody cancels calls
   */
  long next(long now) {
    if (asked == null) {
      return Long.MAX_VALUE;
    }
    adapt(now);
    from = now;
    started = System.nanoTime();
    return now + quantum;
  }

  private void adapt(long now) {
    if (now - from < quantum) {
      return;
    }
    long took = System.nanoTime() - started;
    if (took < SHORT_NANOS) {
      quantum = Math.min(2 * quantum, MOST);
    } else if (took > LONG_NANOS) {
      quantum = Math.max(quantum / 2, FEWEST);
    }
  }
}
