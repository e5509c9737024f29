package fastpath.lab.cli;

import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * Ctrl-C. The first one asks the command to print what it has; the second one, and the first one
 * after a few seconds, end the process at once. Either way temporary files are removed.
 */
public final class Interruption {
  /** The exit code that a shell shows of a process that SIGINT ended. */
  static final int EXIT = 128 + 2;

  private static final long GRACE_MILLIS = 5000;

  private final AtomicInteger signals = new AtomicInteger();

  /** Work that was given up because the user asked for it. */
  static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Interrupted() {
      super("interrupted", null, false, false);
    }
  }

  /** One that hears the process's SIGINT. */
  static Interruption ofProcess() {
    Interruption interruption = new Interruption();
    try {
      Signal.handle(new Signal("INT"), signal -> interruption.signalled());
    } catch (IllegalArgumentException e) {
      // The JVM was told to leave signals alone; Ctrl-C then ends the process as usual.
      return interruption;
    }
    return interruption;
  }

  private void signalled() {
    if (signals.getAndIncrement() > 0) {
      System.exit(EXIT);
    }
    Thread.ofPlatform().daemon().start(Interruption::endAfterGrace);
  }

  private static void endAfterGrace() {
    try {
      Thread.sleep(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.err.println("interrupted: the step at hand did not end in time");
    System.exit(EXIT);
  }

  /** Asks for the end, as a signal does; for tests. */
  void request() {
    signals.incrementAndGet();
  }

  /** True once the user has asked for the end. */
  boolean isRequested() {
    return signals.get() > 0;
  }

  /**
   * Goes on, unless the user has asked for the end.
   *
   * @throws Interrupted if so
   */
  void check() {
    if (isRequested()) {
      throw new Interrupted();
    }
  }
}
