package fastpath.lab.serve;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A few threads that compute answers, with a short queue, and a limit of time for each answer. */
final class Work implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int WAITING = 8;
  private static final long STACK_BYTES = 8 << 20;

  /** How long a request may wait and work before it is asked to end, and how long after that. */
  private static final long SECONDS = 10;

  private static final long GRACE_SECONDS = 5;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().stackSize(STACK_BYTES).name("fastpath-", 0).factory());

  /** The actions that end a piece of work early, each of which is run at most once. */
  static final class Ends implements Deadline {
    private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    @Override
    public void atEnd(Runnable action) {
      actions.add(action);
      if (over) {
        runAll();
      }
    }

    void end() {
      over = true;
      runAll();
    }

    private void runAll() {
      for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
        action.run();
      }
    }
  }

  /**
   * Computes an answer.
   *
   * @return empty if too many requests wait, or if the work did not end in time
   * @throws IllegalArgumentException if the work throws it
   * @throws IllegalStateException if the work throws anything else
   */
  Optional<String> run(Function<Deadline, String> work) {
    Ends ends = new Ends();
    Future<String> answer;
    try {
      answer = threads.submit(() -> work.apply(ends));
    } catch (RejectedExecutionException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(inTime(answer, ends));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IllegalArgumentException wrong) {
        throw wrong;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static String inTime(Future<String> answer, Ends ends)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return answer.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      ends.end();
      return answer.get(GRACE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
