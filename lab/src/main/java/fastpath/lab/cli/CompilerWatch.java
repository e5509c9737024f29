package fastpath.lab.cli;

import fastpath.codegen.source.ChildProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Bounds the memory and the time of the compilers that one request of the live page starts. A
 * source such as an {@code #include} of a device takes both without end. Processes of other
 * requests are left alone.
 */
final class CompilerWatch implements AutoCloseable {
  /** The most memory of a compiler, in bytes; gcc and clang take a tenth of it for kernelsrc. */
  private static final long MOST_BYTES = 1L << 30;

  private static final int PERIOD_MILLIS = 100;

  /** The age in seconds from which a compiler is ended when the time of a request is over. */
  private static final int ENDED_AFTER_SECONDS = 3;

  private static final long PAGE_BYTES = 4096;

  private final Queue<Process> started = new ConcurrentLinkedQueue<>();
  private final long mostBytes;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("compiler-watch").factory());

  private CompilerWatch(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Returns a watch for one request, with the limit of memory that all requests have. */
  static CompilerWatch start() {
    return start(MOST_BYTES);
  }

  /**
   * Returns a watch for one request.
   *
   * @param mostBytes the memory in bytes from which a compiler is ended
   */
  static CompilerWatch start(long mostBytes) {
    CompilerWatch watch = new CompilerWatch(mostBytes);
    watch.timer.scheduleWithFixedDelay(
        watch::endLarge, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  /** Returns the result of the request's work; the processes that the work starts are watched. */
  <T> T during(Supplier<T> work) {
    return ChildProcesses.owned(started::add, work);
  }

  /** Ends the compilers that have run for some seconds; called when the request's time is over. */
  void endOld() {
    Instant to = Instant.now().minus(Duration.ofSeconds(ENDED_AFTER_SECONDS));
    processes()
        .filter(p -> p.info().startInstant().filter(at -> at.isBefore(to)).isPresent())
        .forEach(ProcessHandle::destroyForcibly);
  }

  private void endLarge() {
    processes().filter(p -> bytes(p) > mostBytes).forEach(ProcessHandle::destroyForcibly);
  }

  /** Returns the running processes that the request has started, and their descendants. */
  private Stream<ProcessHandle> processes() {
    started.removeIf(process -> !process.isAlive());
    return started.stream()
        .map(Process::toHandle)
        .flatMap(driver -> Stream.concat(driver.descendants(), Stream.of(driver)));
  }

  /** Returns a process's resident memory in bytes; 0 if the system does not tell it. */
  private static long bytes(ProcessHandle process) {
    try {
      String counts = Files.readString(Path.of("/proc/" + process.pid() + "/statm"));
      return Long.parseLong(counts.split(" ")[1]) * PAGE_BYTES;
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
