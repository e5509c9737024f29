package fastpath.kernelsrc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The tools of the host that cross-checks need. */
final class Tools {

  private Tools() {}

  /** Skips the test when a tool is absent; fails it when cross-checks are required. */
  static void require(String... tools) {
    for (String tool : tools) {
      boolean found = isFound(tool);
      if (!found && "required".equals(System.getProperty("fastpath.cross-checks"))) {
        fail(tool + " was not found, and cross-checks are required");
      }
      Assumptions.assumeTrue(found, tool + " was not found");
    }
  }

  private static boolean isFound(String tool) {
    try {
      return new ProcessBuilder(tool, "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Builds the stepper in a directory, and puts the linker script beside it. */
  static void buildStepper(Path directory) throws Exception {
    List<String> command = new ArrayList<>(List.of("gcc", "-O2", "-Wall", "-Wextra", "-Werror"));
    command.addAll(List.of("-o", "stepper"));
    Stepper.copyTo(directory).forEach(source -> command.add(source.toString()));
    run(directory, "", command.toArray(String[]::new));
    try (InputStream in = Stepper.class.getResourceAsStream("/silicon/low.lds")) {
      Files.copy(in, directory.resolve("low.lds"));
    }
  }

  /** What a command prints; fails the test when it fails. */
  static String run(Path directory, String input, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    try (var out = process.getOutputStream()) {
      out.write(input.getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      fail(String.join(" ", command) + "\n" + output);
    }
    return output;
  }
}
