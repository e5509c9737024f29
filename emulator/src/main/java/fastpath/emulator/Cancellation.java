package fastpath.emulator;

import java.util.function.BooleanSupplier;

/**
 * Checks several dozen times a second whether the call in progress is to be cancelled. An engine
 * executes a number of instructions between two checks. Engines differ a thousandfold in speed, so
 * the number of instructions is adapted to the time that the last instructions took.
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
   * @param asked returns true to cancel the call; null if calls are never cancelled
   */
  Cancellation(BooleanSupplier asked) {
    this.asked = asked;
  }

  /** True if the call is to be cancelled. */
  boolean isRequested() {
    return asked != null && asked.getAsBoolean();
  }

  /**
   * Starts a stretch of instructions that ends with the next check.
   *
   * @param now number of instructions retired so far
   * @return the number of retired instructions at which the stretch ends; {@code Long.MAX_VALUE} if
   *     calls are never cancelled
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
