package fastpath.lab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Bounds the memory and the time of the compilers that a request of the live page starts. A source
 * such as an {@code #include} of a device takes both without end. A compiler that was started
 * before the request began belongs to another request.
 */
final class CompilerWatch implements AutoCloseable {
  /** The most memory of a compiler, in bytes; gcc and clang take a tenth of it for kernelsrc. */
  private static final long MOST_BYTES = 1L << 30;

  private static final int PERIOD_MILLIS = 100;

  /** The age in seconds from which a compiler is ended when the time of a request is over. */
  private static final int ENDED_AFTER_SECONDS = 3;

  /** By how many seconds the time at which the system says a process was started may be early. */
  private static final int CLOCK_SECONDS = 1;

  private static final long PAGE_BYTES = 4096;

  private final Instant from = Instant.now().minusSeconds(CLOCK_SECONDS);
  private final long mostBytes;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("compiler-watch").factory());

  private CompilerWatch(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Starts to watch the compilers of a request that begins now. */
  static CompilerWatch start() {
    return start(MOST_BYTES);
  }

  /**
   * Starts to watch the compilers of a request that begins now.
   *
   * @param mostBytes the memory in bytes from which a compiler is ended
   */
  static CompilerWatch start(long mostBytes) {
    CompilerWatch watch = new CompilerWatch(mostBytes);
    watch.timer.scheduleWithFixedDelay(
        watch::endLarge, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  /** Ends the compilers that have run for some seconds; called when the request's time is over. */
  void endOld() {
    Instant to = Instant.now().minus(Duration.ofSeconds(ENDED_AFTER_SECONDS));
    started()
        .filter(p -> p.info().startInstant().filter(at -> at.isBefore(to)).isPresent())
        .forEach(ProcessHandle::destroyForcibly);
  }

  private void endLarge() {
    started().filter(p -> bytes(p) > mostBytes).forEach(ProcessHandle::destroyForcibly);
  }

  private Stream<ProcessHandle> started() {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().startInstant().filter(at -> at.isAfter(from)).isPresent());
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
