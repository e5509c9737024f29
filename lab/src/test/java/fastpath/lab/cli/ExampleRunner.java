package fastpath.lab.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that runs command lines in its working folder, as a user types them, and prints for
 * each its exit code, the size of its output, and the first line of its diagnostics.
 */
final class ExampleRunner {
  /** The beginning of a line that asks for an interruption, with the milliseconds before it. */
  static final String INTERRUPTED = "interrupted after ";

  private ExampleRunner() {}

  /** Runs the command lines of a file. */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      boolean interrupted = line.startsWith(INTERRUPTED);
      List<String> words =
          List.of(line.substring(interrupted ? INTERRUPTED.length() : 0).strip().split(" +"));
      String[] typed = words.subList(interrupted ? 2 : 1, words.size()).toArray(String[]::new);
      Shell.Result result =
          interrupted
              ? Shell.interruptedAfter(Long.parseLong(words.getFirst()), typed)
              : Shell.run("", typed);
      out.println(
          result.code()
              + "\t"
              + result.out().length()
              + "\t"
              + result.err().lines().findFirst().orElse(""));
    }
    System.exit(0);
  }
}
