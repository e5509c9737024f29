package fastpath.lab.cli;

import fastpath.lab.workshop.Interrupted;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * Ctrl-C and SIGTERM. The first one asks the command to print what it has; the second one, and the
 * first one after a few seconds, end the process at once. Either way temporary files are removed.
 */
public final class Interruption {
  private static final int SIGINT = 2;

  /**
   * The shell adds this to a signal's number to make the exit code of a process that the signal
   * ended.
   */
  private static final int SIGNALLED = 128;

  /** The exit code after SIGINT. */
  static final int EXIT = SIGNALLED + SIGINT;

  private static final long GRACE_MILLIS = 5000;

  private final AtomicInteger signals = new AtomicInteger();
  private volatile int first = SIGINT;

  /** Returns an object that hears the process's SIGINT and SIGTERM. */
  static Interruption ofProcess() {
    Interruption interruption = new Interruption();
    try {
      Signal.handle(new Signal("INT"), interruption::signalled);
      Signal.handle(new Signal("TERM"), interruption::signalled);
    } catch (IllegalArgumentException e) {
      // The JVM was told to leave signals alone; they then end the process as usual.
      return interruption;
    }
    return interruption;
  }

  private void signalled(Signal signal) {
    if (signals.getAndIncrement() > 0) {
      System.exit(exitCode());
    }
    first = signal.getNumber();
    Thread.ofPlatform().daemon().start(this::endAfterGrace);
  }

  /** The exit code that a shell shows of a process which the first signal ended. */
  int exitCode() {
    return SIGNALLED + first;
  }

  private void endAfterGrace() {
    try {
      Thread.sleep(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.err.println("interrupted: the step at hand did not end in time");
    System.exit(exitCode());
  }

  /** Asks for the end, as a signal does; for tests. */
  void request() {
    signals.incrementAndGet();
  }

  /** Returns whether the user has asked for the end. */
  boolean isRequested() {
    return signals.get() > 0;
  }

  /**
   * Does nothing unless the user has asked for the end.
   *
   * @throws Interrupted if so
   */
  void check() {
    if (isRequested()) {
      throw new Interrupted();
    }
  }
}
