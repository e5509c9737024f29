package fastpath.lab.validate;

import com.google.common.base.Throwables;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Work for every CPU: whoever is free takes the next item, so that all are busy to the end. */
final class Queue {
  private Queue() {}

  /**
   * The results in the order of the items.
   *
   * @throws RuntimeException that the work of the first item to fail throws; the others are not
   *     begun
   */
  static <T, R> List<R> inOrder(List<T> items, Function<T, R> work) {
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<R>> results =
          items.stream().map(item -> pool.submit(() -> work.apply(item))).toList();
      return results.stream().map(Queue::get).toList();
    } finally {
      pool.shutdownNow();
    }
  }

  private static <R> R get(Future<R> result) {
    try {
      return result.get();
    } catch (ExecutionException e) {
      Throwables.throwIfUnchecked(e.getCause());
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
