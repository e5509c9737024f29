package fastpath.emulator.translate;

import fastpath.emulator.engine.Engine;
import fastpath.emulator.translate.run.Passage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Has passages made, of what had run when they were ordered. */
final class CompileQueue {
  /** One after another, while guests run on. */
  private static final Executor BACKGROUND =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("translator").factory());

  /**
   * What was made.
   *
   * @param passage null if nothing is gained by one
   * @param nanoseconds that it took
   */
  record Made(Passage passage, long nanoseconds) {}

  private final PassageCompiler factory;
  private final Executor executor;

  /**
   * @param background whether the guest is not to wait
   */
  CompileQueue(PassageCompiler factory, boolean background) {
    this.factory = factory;
    executor = background ? BACKGROUND : Runnable::run;
  }

  /** As {@link PassageCompiler#plan} says. */
  Future<Made> order(
      long head, boolean own, Engine.Activation activation, boolean spanning, int most) {
    PassageCompiler.Plan plan = factory.plan(head, own, activation, spanning, most);
    FutureTask<Made> task = new FutureTask<>(() -> make(plan));
    executor.execute(task);
    return task;
  }

  private Made make(PassageCompiler.Plan plan) {
    long started = System.nanoTime();
    Passage passage = factory.make(plan);
    return new Made(passage, System.nanoTime() - started);
  }
}
