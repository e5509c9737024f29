package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import fastpath.lab.silicon.SiliconCpu;
import fastpath.lab.workshop.LabException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The host's compilers and binutils, which additional tests use where they are present. */
public final class Tools {
  private Tools() {}

  /**
   * True if a tool is on the PATH. Under {@code -Dfastpath.cross-checks=required} an absent tool is
   * a failure.
   */
  public static boolean present(String tool) {
    boolean present =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> new File(folder, tool).canExecute());
    if (!present && "required".equals(System.getProperty("fastpath.cross-checks"))) {
      fail(tool + " is not on the PATH, and fastpath.cross-checks=required");
    }
    return present;
  }

  /** Skips the test if a tool is absent, or fails the test where cross-checks are required. */
  public static void require(String... tools) {
    for (String tool : tools) {
      Assumptions.assumeTrue(present(tool), () -> tool + " is not on the PATH");
    }
  }

  /**
   * Skips the test with a reason where the host CPU cannot be used, for example where ptrace is
   * denied.
   */
  public static void requireSilicon() {
    try {
      SiliconCpu.open().close();
    } catch (LabException e) {
      String test =
          StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
              .getCallerClass()
              .getSimpleName();
      System.out.println(test + " is skipped: " + e.getMessage());
      Assumptions.abort(e.getMessage());
    }
  }

  /** Runs a command to its end and returns what it printed; a non-zero exit fails the test. */
  static String run(String... command) throws IOException, InterruptedException {
    return feed("", command);
  }

  /**
   * Runs a command with a text on its standard input and returns what it printed; a non-zero exit
   * fails the test.
   */
  static String feed(String input, String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + output);
    return output;
  }
}
