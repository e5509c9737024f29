package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.source.Diagnostics;
import fastpath.lab.cli.Cli;
import fastpath.lab.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every command in one JVM with damaged files of every format and with damaged options. The
 * exit code must be one of the four, bad input must be reported in one line, or in one for each
 * error of a C file, no internal error may occur, and no command may use more than 5 s of CPU time.
 * The campaign takes 30 s by default; {@code -Dfastpath.fuzz.inputs=200000} sets the number of
 * inputs, {@code -Dfastpath.fuzz.seed=S} the first seed, and {@code -DargLine=-Xmx512m} a heap
 * limit, whose excess is an error too.
 */
class CommandLineFuzzTest {
  private static final Pattern PLACED = Pattern.compile("^\\S+\\.c(:\\d+:\\d+)?: .");
  private static final Integer INPUTS = Integer.getInteger("fastpath.fuzz.inputs");
  private static final long SEED = Long.getLong("fastpath.fuzz.seed", 1);
  private static final long NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long MOST_CPU_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Commands that process several files, rows or members and may print an error line for each. */
  private static final List<String> SEVERAL = List.of("litmus", "measure", "disassemble");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  /**
   * The result of a command; {@code wrong} describes what a command must not do, and is empty if
   * the result is permitted.
   */
  private record Run(int code, String err, String wrong) {}

  /** A command that runs in its own thread. */
  private static final class Command extends Thread {
    private final String[] args;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private volatile int code = -1;
    private volatile Throwable thrown;

    Command(String[] args) {
      super(null, null, "command", 8 << 20);
      this.args = args;
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        PrintStream out = new PrintStream(java.io.OutputStream.nullOutputStream());
        PrintStream to = new PrintStream(err, true, StandardCharsets.UTF_8);
        var in = new ByteArrayInputStream(new byte[0]);
        code = new Cli(new Terminal(in, out, to, 80, false)).execute(args);
      } catch (Throwable e) {
        thrown = e;
      }
    }

    /** Waits for the command's end; false if the command exceeds the limit of CPU time. */
    boolean ends() throws InterruptedException {
      do {
        join(50);
      } while (isAlive() && THREADS.getThreadCpuTime(threadId()) < MOST_CPU_NANOS);
      return !isAlive();
    }
  }

  @Test
  void everyCommandAnswersEveryInput() throws Exception {
    CommandLineInputs inputs = new CommandLineInputs(folder);
    long end = System.nanoTime() + NANOS;
    int[] codes = new int[4];
    int count = 0;
    for (; INPUTS == null ? System.nanoTime() < end : count < INPUTS; count++) {
      CommandLineInputs.Input input = inputs.of(new Random(SEED + count));
      Run run = run(input);
      assertEquals("", run.wrong(), reduced(SEED + count, input, run));
      codes[run.code()]++;
    }
    if (INPUTS != null) {
      System.out.printf(
          Locale.ROOT,
          "%d inputs from seed %d, exit codes %s%n",
          count,
          SEED,
          Arrays.toString(codes));
    }
  }

  @Test
  void undamagedInputsAreAccepted() throws Exception {
    for (CommandLineInputs.Input input : new CommandLineInputs(folder).undamaged()) {
      Run run = run(input);
      assertEquals("0 ", run.code() + " " + run.err(), String.join(" ", input.args()));
    }
  }

  private Run run(CommandLineInputs.Input input) throws IOException, InterruptedException {
    Files.write(input.file(), input.bytes());
    Command command = new Command(input.args().toArray(new String[0]));
    command.start();
    if (!command.ends()) {
      StackTraceElement[] at = command.getStackTrace();
      return new Run(-1, "", "computes for more than 5 s, now in " + Arrays.toString(at));
    }
    String err = command.err.toString(StandardCharsets.UTF_8);
    return new Run(command.code, err, wrong(command, err));
  }

  private static String wrong(Command command, String err) {
    if (command.thrown != null) {
      return command.thrown + " " + Arrays.toString(command.thrown.getStackTrace());
    }
    if (command.code < 0 || command.code > 3) {
      return "exit code " + command.code + ": " + err;
    }
    if (err.contains("internal error") || err.contains("\tat ")) {
      return err;
    }
    if (err.contains("more than the heap")) {
      return err;
    }
    boolean several = SEVERAL.contains(command.args[0]);
    List<String> told = err.lines().filter(line -> !isNote(line)).toList();
    boolean lines = several ? !told.isEmpty() : told.size() == 1 || areErrorsOfSource(told);
    return command.code == 2 && !(lines && err.endsWith("\n")) ? "not one line: " + err : "";
  }

  /** True for the errors of a C file, each with its place, which are all reported up to a limit. */
  private static boolean areErrorsOfSource(List<String> lines) {
    return lines.size() > 1
        && lines.size() <= Diagnostics.MOST + 1
        && lines.stream().limit(Diagnostics.MOST).allMatch(line -> PLACED.matcher(line).find());
  }

  /**
   * True for a line about an undefined symbol or a section that is not read; such notes may precede
   * any result.
   */
  private static boolean isNote(String line) {
    return line.startsWith("not defined, so a trap")
        || line.startsWith("  ")
        || line.endsWith(", and not read");
  }

  /** Reduces a failing input: removes every part without which the same failure still occurs. */
  private java.util.function.Supplier<String> reduced(
      long seed, CommandLineInputs.Input input, Run run) {
    return () -> {
      CommandLineInputs.Input least = input;
      if (run.code() >= 0) {
        for (int part = input.bytes().length / 2; part > 0; part /= 2) {
          least = without(least, part, kind(run));
        }
      }
      return "seed %d: %s, reduced to%n%s"
          .formatted(seed, String.join(" ", least.args()), text(least.bytes()));
    };
  }

  private CommandLineInputs.Input without(CommandLineInputs.Input input, int part, String kind) {
    for (int at = 0; at < input.bytes().length; ) {
      byte[] bytes = input.bytes();
      int after = Math.min(bytes.length, at + part);
      byte[] fewer = Arrays.copyOf(bytes, bytes.length - (after - at));
      System.arraycopy(bytes, after, fewer, at, bytes.length - after);
      CommandLineInputs.Input smaller = input.with(fewer);
      try {
        if (kind(run(smaller)).equals(kind)) {
          input = smaller;
          continue;
        }
      } catch (IOException | InterruptedException e) {
        return input;
      }
      at += part;
    }
    return input;
  }

  /**
   * Returns the kind of a failure, by which failures are compared during the reduction: the message
   * without its numbers.
   */
  private static String kind(Run run) {
    return run.wrong().replaceAll("[^ ]*:\\d+:|\\d+|'[^']*'", "#");
  }

  private static String text(byte[] bytes) {
    boolean plain = new String(bytes, StandardCharsets.ISO_8859_1).chars().allMatch(c -> c < 127);
    return plain
        ? new String(bytes, StandardCharsets.UTF_8)
        : java.util.HexFormat.of().formatHex(bytes);
  }

  static List<String> words(String line) {
    return List.of(line.split(" "));
  }
}
