package fastpath.lab.validate;

import fastpath.lab.workshop.Workshop;
import java.util.List;
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
      return results.stream().map(Workshop::result).toList();
    } finally {
      pool.shutdownNow();
    }
  }
}
