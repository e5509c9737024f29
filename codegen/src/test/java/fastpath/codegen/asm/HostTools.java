package fastpath.codegen.asm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The host's assembler, compilers and object file readers, for cross-checks. */
final class HostTools {
  private HostTools() {}

  static boolean has(String tool) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(d -> Files.isExecutable(Path.of(d, tool)));
  }

  /** Skips the test if a tool is absent; fails the test if cross-checks are required. */
  static void need(String... tools) {
    for (String tool : tools) {
      if (!has(tool) && "required".equals(System.getProperty("fastpath.cross-checks"))) {
        Assertions.fail(tool + " was not found, and cross-checks are required");
      }
      Assumptions.assumeTrue(has(tool), tool + " was not found");
    }
  }

  /** Returns the output of a command; fails if the command fails. */
  static String run(Path directory, String... command) {
    try {
      Process p =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      String text = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Assertions.assertEquals(0, p.waitFor(), () -> String.join(" ", command) + ": " + text);
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
