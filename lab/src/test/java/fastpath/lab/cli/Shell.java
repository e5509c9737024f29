package fastpath.lab.cli;

import com.google.common.collect.ObjectArrays;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a command as a script does: without a terminal, and with all output captured. */
final class Shell {
  /** The exit code and the output of a command. */
  record Result(int code, String out, String err) {}

  private Shell() {}

  static Result run(String stdin, String... args) {
    return run(new Interruption(), stdin, args);
  }

  /** Runs a command with more arguments behind its own. */
  static Result run(String[] command, String... more) {
    return run("", ObjectArrays.concat(command, more, String.class));
  }

  /** Runs a command that the user interrupts before its beginning. */
  static Result interrupted(String... args) {
    Interruption interruption = new Interruption();
    interruption.request();
    return run(interruption, "", args);
  }

  /** Runs a command that the user interrupts after some milliseconds. */
  static Result interruptedAfter(long millis, String... args) {
    Interruption interruption = new Interruption();
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(interruption::request);
    return run(interruption, "", args);
  }

  private static Result run(Interruption interruption, String stdin, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            80,
            false,
            interruption);
    int code = new Cli(terminal).execute(args);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
