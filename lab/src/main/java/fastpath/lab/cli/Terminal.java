package fastpath.lab.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The streams that a command reads and writes, and the properties of its terminal.
 *
 * @param out the stream for results
 * @param err the stream for progress and diagnostics
 * @param columns the width of the terminal in characters; 80 without a terminal
 * @param interactive whether {@code err} is a terminal, so that a progress bar is shown
 * @param colorful whether {@code out} is a terminal whose user has nothing against colours
 * @param interruption tells whether the user has interrupted the command
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    int columns,
    boolean interactive,
    boolean colorful,
    Interruption interruption) {

  private static final int COLUMNS_OF_A_PIPE = 80;
  private static final int NARROWEST = 40;

  /** Returns a terminal whose user never interrupts a command. */
  public Terminal(
      InputStream in, PrintStream out, PrintStream err, int columns, boolean interactive) {
    this(in, out, err, columns, interactive, new Interruption());
  }

  /** Returns a terminal without colours. */
  Terminal(
      InputStream in,
      PrintStream out,
      PrintStream err,
      int columns,
      boolean interactive,
      Interruption interruption) {
    this(in, out, err, columns, interactive, false, interruption);
  }

  /**
   * Returns the process's own streams; the launcher passes the terminal's properties as system
   * properties.
   */
  public static Terminal ofProcess() {
    return new Terminal(
        System.in,
        ResultStream.ofProcess(),
        buffered(FileDescriptor.err),
        columns(System.getProperty("fastpath.columns"), System.getenv("COLUMNS")),
        Boolean.getBoolean("fastpath.terminal"),
        colorful(
            Boolean.getBoolean("fastpath.output"),
            System.getenv("NO_COLOR"),
            System.getenv("TERM")),
        Interruption.ofProcess());
  }

  /**
   * True if colours are printed unless {@code --color} says otherwise.
   *
   * @param terminal whether the output is a terminal
   * @param noColor the variable NO_COLOR, which forbids colours unless it is empty; null for none
   * @param type the variable TERM; a dumb terminal has no colours
   */
  static boolean colorful(boolean terminal, String noColor, String type) {
    return terminal && (noColor == null || noColor.isEmpty()) && !"dumb".equals(type);
  }

  private static PrintStream buffered(FileDescriptor descriptor) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 1 << 14),
        descriptor == FileDescriptor.err,
        StandardCharsets.UTF_8);
  }

  private static int columns(String... candidates) {
    for (String candidate : candidates) {
      if (candidate != null && candidate.matches("[1-9][0-9]{0,4}")) {
        return Math.max(NARROWEST, Integer.parseInt(candidate));
      }
    }
    return COLUMNS_OF_A_PIPE;
  }
}
