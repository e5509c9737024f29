package fastpath.lab.validate;

import fastpath.lab.workshop.Workshop;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Distributes work to all CPUs: each takes the next item when it is free. */
final class Queue {
  private Queue() {}

  /**
   * Returns the results in the order of the items.
   *
   * @throws RuntimeException the exception of the first item that fails; items that have not been
   *     started are dropped
   */
  static <T, R> List<R> inOrder(List<T> items, Function<T, R> work) {
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<R>> results =
          items.stream().map(item -> pool.submit(() -> work.apply(item))).toList();
      return results.stream().map(Workshop::result).toList();
    } finally {
      pool.shutdownNow();
    }
  }
}
