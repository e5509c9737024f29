package fastpath.lab.cli;

import fastpath.lab.workshop.Interrupted;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * Handles SIGINT (Ctrl-C) and SIGTERM. After the first signal, the command prints the results that
 * it has; a second signal, or five seconds without an end, ends the process at once. Temporary
 * files are removed in either case.
 */
public final class Interruption {
  private static final int SIGINT = 2;

  /**
   * The number that a shell adds to a signal's number for the exit code of a process that the
   * signal ended.
   */
  private static final int SIGNALLED = 128;

  /** The exit code of a process that SIGINT ended. */
  static final int EXIT = SIGNALLED + SIGINT;

  private static final long GRACE_MILLIS = 5000;

  private final AtomicInteger signals = new AtomicInteger();
  private volatile int first = SIGINT;

  /** Returns an object that handles the process's SIGINT and SIGTERM. */
  static Interruption ofProcess() {
    Interruption interruption = new Interruption();
    try {
      Signal.handle(new Signal("INT"), interruption::signalled);
      Signal.handle(new Signal("TERM"), interruption::signalled);
    } catch (IllegalArgumentException e) {
      // The JVM's option -Xrs leaves the signals to the operating system; the signals then end the
      // process.
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

  /** Returns the exit code that a shell shows for a process that the first signal ended. */
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

  /** Interrupts the command as a signal does; for tests. */
  void request() {
    signals.incrementAndGet();
  }

  /** True if the user has interrupted the command. */
  boolean isRequested() {
    return signals.get() > 0;
  }

  /**
   * Throws an exception if the user has interrupted the command.
   *
   * @throws Interrupted if the user has interrupted the command
   */
  void check() {
    if (isRequested()) {
      throw new Interrupted();
    }
  }
}
