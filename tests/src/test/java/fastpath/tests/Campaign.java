package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A fuzzing campaign: many cases, each generated from its own seed. No case may fail in an
 * unexpected way or run without end. {@code -Dfastpath.hostile.cases=N} sets the number of cases,
 * {@code -Dfastpath.hostile.seed=S} the first seed; {@code -DargLine=-Xmx1g} also bounds the heap
 * of a case.
 */
final class Campaign {
  private static final Integer CASES = Integer.getInteger("fastpath.hostile.cases");
  private static final long FIRST = Long.getLong("fastpath.hostile.seed", 1);

  /**
   * The time limit of a case in milliseconds; even on a busy machine no case that ends takes nearly
   * as long.
   */
  private static final long HANGS_AFTER_MILLIS = 60_000;

  private static final int MOST_HANGS = 3;

  /** A case of the campaign. */
  @FunctionalInterface
  interface Case {
    /** Runs the case and returns the kind of its outcome, for the statistics. */
    String run(Random random) throws Exception;
  }

  private final Case body;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final AtomicLong seed = new AtomicLong(FIRST);
  private final long end;

  private Campaign(int cases, Case body) {
    this.body = body;
    this.end = FIRST + (CASES == null ? cases : CASES);
  }

  /** Runs a number of cases, and fails with one example for every distinct failure. */
  static void run(String name, int cases, Case body) throws InterruptedException {
    Campaign campaign = new Campaign(cases, body);
    for (int hangs = 0; campaign.seed.get() < campaign.end && hangs < MOST_HANGS; hangs++) {
      campaign.watch();
    }
    if (CASES != null) {
      System.out.println(name + ": " + CASES + " cases from seed " + FIRST + campaign.outcomes);
    }
    assertTrue(
        campaign.failures.isEmpty(),
        () -> name + ": " + String.join("\n", campaign.failures.values()));
  }

  /**
   * Runs cases until the last one, or until a case exceeds the time limit; the thread of that case
   * is abandoned.
   */
  private void watch() throws InterruptedException {
    Thread worker = new Thread(null, this::work, "cases", 8 << 20);
    worker.setDaemon(true);
    worker.start();
    long last;
    do {
      last = seed.get();
      worker.join(HANGS_AFTER_MILLIS);
    } while (worker.isAlive() && seed.get() != last);
    if (worker.isAlive()) {
      fail(last, "goes on for ever", worker.getStackTrace());
      seed.set(last + 1);
    }
  }

  private void work() {
    for (long mine = seed.get(); mine < end; ) {
      try {
        String outcome = body.run(new Random(mine));
        synchronized (this) {
          outcomes.merge(outcome, 1, Integer::sum);
        }
      } catch (Throwable e) {
        fail(mine, e.toString(), e.getStackTrace());
      }
      if (!seed.compareAndSet(mine, ++mine)) {
        return;
      }
    }
  }

  /** Only the first failure at each place in the code is stored. */
  private synchronized void fail(long at, String what, StackTraceElement[] stack) {
    StringBuilder text = new StringBuilder("seed " + at + ": " + what);
    String place = what.lines().findFirst().orElse("").replaceAll("[0-9]+", "N");
    for (int i = 0; i < Math.min(stack.length, 12); i++) {
      text.append("\n    at ").append(stack[i]);
    }
    failures.putIfAbsent(stack.length == 0 ? place : place + stack[0], text.toString());
    outcomes.merge("failed", 1, Integer::sum);
  }
}
