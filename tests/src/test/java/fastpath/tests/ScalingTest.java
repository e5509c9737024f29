package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.source.CompileException;
import fastpath.emulator.image.LinkException;
import fastpath.kernelsrc.ConfigException;
import fastpath.lab.workshop.LabException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The CPU time for a file of any format grows at most as n log n with the number of repetitions of
 * each construct, or the file is rejected at a limit with one line. Sizes are doubled up to 2,000,
 * or up to the value of {@code -Dfastpath.scaling.size}, for example 64000. Only CPU times of the
 * same run are compared with each other.
 */
class ScalingTest {
  private static final int CI_SIZE = 2_000;
  private static final int LARGEST = Integer.getInteger("fastpath.scaling.size", CI_SIZE);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** The CPU time in seconds below which start-up and garbage collection dominate a measurement. */
  private static final double SECONDS_THAT_TELL = 0.2;

  /**
   * The greatest permitted growth over three doublings: n log n grows by about 10 to 11, n squared
   * by 64. The limit lies between the two, with a margin for a busy machine.
   */
  private static final double MOST_GROWTH = 26;

  /**
   * A busy machine that compiles a method late makes a measurement longer and none shorter, so that
   * the least growth of several attempts decides.
   */
  private static final int ATTEMPTS = 3;

  static Stream<ScalingInput> inputs() {
    return ScalingInput.all().stream();
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void growsAtMostAsNLogN(ScalingInput input) throws InterruptedException {
    List<Double> seconds = new ArrayList<>();
    boolean within = false;
    for (int attempt = 0; attempt < ATTEMPTS && !within; attempt++) {
      seconds.clear();
      within = measuredWithin(input, seconds);
    }
    assertTrue(within, () -> "CPU seconds of each doubling: " + text(seconds));
  }

  /**
   * Measures all sizes in a thread of its own. Returns true if the time grows within the limit, or
   * if a size was rejected: the time for a construct that is rejected at a limit is bounded,
   * whatever its growth below the limit.
   */
  private static boolean measuredWithin(ScalingInput input, List<Double> seconds)
      throws InterruptedException {
    String[] refused = {""};
    Thread thread =
        new Thread(null, () -> refused[0] = measure(input, seconds), "scaling", 8 << 20);
    thread.start();
    thread.join();
    assertTrue(
        refused[0].isEmpty() || refused[0].matches("t\\.\\w+:.*(too|more than|at most|fewer).*"),
        refused[0]);
    if (LARGEST > CI_SIZE) {
      System.out.printf(Locale.ROOT, "%-32s%s %s%n", input.name(), text(seconds), refused[0]);
    }
    int last = seconds.size() - 1;
    if (last < 3 || !refused[0].isEmpty() || seconds.get(last) < SECONDS_THAT_TELL) {
      return true;
    }
    return seconds.get(last) / Math.max(1e-3, seconds.get(last - 3)) <= MOST_GROWTH;
  }

  /**
   * Measures all sizes; returns the error line of the size that was rejected, empty if none was.
   */
  private static String measure(ScalingInput input, List<Double> seconds) {
    try {
      for (int n = LARGEST / 64; n <= LARGEST; n *= 2) {
        Runnable work = input.made().apply(n);
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        seconds.add((THREADS.getCurrentThreadCpuTime() - before) / 1e9);
      }
      return "";
    } catch (CompileException | LinkException | LabException | ConfigException e) {
      return e.getMessage();
    }
  }

  private static String text(List<Double> seconds) {
    StringBuilder text = new StringBuilder();
    seconds.forEach(s -> text.append(String.format(Locale.ROOT, " %.2f", s)));
    return text.toString();
  }
}
