package fastpath.lab.cli;

import fastpath.lab.workshop.Steps;
import java.util.Locale;

/**
 * A progress bar on the terminal, shown after one second of work; never shown if the output is a
 * pipe.
 */
final class Progress implements Steps, AutoCloseable {
  private static final long SILENCE_NANOS = 1_000_000_000L;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final int BAR = 30;

  private final Terminal terminal;
  private final long start = System.nanoTime();
  private long lastDrawn;
  private int total;
  private int done;
  private boolean shown;

  Progress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized void expect(int steps) {
    total += steps;
  }

  @Override
  public void check() {
    terminal.interruption().check();
  }

  @Override
  public synchronized void done(String what) {
    check();
    done++;
    long now = System.nanoTime();
    if (terminal.interactive() && now - start > SILENCE_NANOS && now - lastDrawn > REDRAW_NANOS) {
      lastDrawn = now;
      shown = true;
      draw(what);
    }
  }

  private void draw(String what) {
    double seconds = (lastDrawn - start) / 1e9;
    String line = line(done, Math.max(done, total), seconds, what);
    int width = Math.max(1, terminal.columns() - 1);
    terminal.err().print("\r\033[K" + line.substring(0, Math.min(width, line.length())));
    terminal.err().flush();
  }

  /**
   * Returns the text of the bar: the steps that are done, steps a second, the seconds that the
   * others take at this rate, and the last step.
   *
   * @param done number of steps, 1 or more
   * @param total number of all steps that are known of, at least {@code done}
   */
  static String line(int done, int total, double seconds, String what) {
    int filled = BAR * done / total;
    double rate = done / seconds;
    return String.format(
        Locale.ROOT,
        "[%s%s] %d of %d, %s/s, %s left  %s",
        "#".repeat(filled),
        " ".repeat(BAR - filled),
        done,
        total,
        String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate),
        time(Math.round((total - done) / rate)),
        what);
  }

  private static String time(long seconds) {
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }

  @Override
  public synchronized void close() {
    if (shown) {
      terminal.err().print("\r\033[K");
      terminal.err().flush();
      shown = false;
    }
  }
}
