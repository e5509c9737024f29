package fastpath.lab.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs commands as a script would: no terminal, everything caught. */
final class Shell {
  /** What a command left behind. */
  record Result(int code, String out, String err) {}

  private Shell() {}

  static Result run(String stdin, String... args) {
    return run(new Interruption(), stdin, args);
  }

  /** A command whose user has asked for the end before it begins. */
  static Result interrupted(String... args) {
    Interruption interruption = new Interruption();
    interruption.request();
    return run(interruption, "", args);
  }

  /** A command whose user asks for the end after some time. */
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
