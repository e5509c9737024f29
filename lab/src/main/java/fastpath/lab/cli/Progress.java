package fastpath.lab.cli;

import fastpath.lab.workshop.Steps;

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
    int filled = total == 0 ? 0 : Math.min(BAR, BAR * done / total);
    String line =
        String.format(
            "[%s%s] %d of %d  %s",
            "#".repeat(filled), " ".repeat(BAR - filled), done, Math.max(done, total), what);
    int width = Math.max(1, terminal.columns() - 1);
    terminal.err().print("\r\033[K" + line.substring(0, Math.min(width, line.length())));
    terminal.err().flush();
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
