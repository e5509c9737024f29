package fastpath.emulator.translate;

import fastpath.emulator.translate.run.Passage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** The compile queue: passages are compiled one after another, while guests run on. */
final class CompileQueue {
  private static final Executor BACKGROUND =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("translator").factory());

  /**
   * The result of a compilation.
   *
   * @param passage null if no passage can be made
   * @param nanoseconds duration of the compilation
   */
  record Made(Passage passage, long nanoseconds) {}

  private final PassageCompiler compiler;
  private final Executor executor;

  /**
   * @param background false if the guest waits for each passage
   */
  CompileQueue(PassageCompiler compiler, boolean background) {
    this.compiler = compiler;
    executor = background ? BACKGROUND : Runnable::run;
  }

  /** Adds an order to the queue. */
  Future<Made> add(PassageCompiler.Order order) {
    FutureTask<Made> task = new FutureTask<>(() -> make(order));
    executor.execute(task);
    return task;
  }

  private Made make(PassageCompiler.Order order) {
    long started = System.nanoTime();
    Passage passage = compiler.compileWithinLimits(order);
    return new Made(passage, System.nanoTime() - started);
  }
}
