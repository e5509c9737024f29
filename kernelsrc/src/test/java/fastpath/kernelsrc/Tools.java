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

/** The host's tools that the cross-checks need. */
final class Tools {

  private Tools() {}

  /** Skips the test if a tool is absent; fails the test if cross-checks are required. */
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

  /**
   * Builds the stepper in a directory and copies the linker script to the same directory. Skips the
   * test with a reason where the host CPU cannot be used, for example where ptrace is denied.
   */
  static void buildStepper(Path directory) throws Exception {
    boolean here =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    possible(here, "this is no x86-64 CPU under Linux");
    List<String> command = new ArrayList<>(List.of("gcc", "-O2", "-Wall", "-Wextra", "-Werror"));
    command.addAll(List.of("-o", "stepper"));
    Stepper.copyTo(directory).forEach(source -> command.add(source.toString()));
    run(directory, "", command.toArray(String[]::new));
    try (InputStream in = Stepper.class.getResourceAsStream("/silicon/low.lds")) {
      Files.copy(in, directory.resolve("low.lds"));
    }
    String said = said(start(directory, "probe\n", "./stepper")).strip();
    possible(said.equals("traced"), said);
  }

  private static void possible(boolean is, String otherwise) {
    if (!is) {
      System.out.println("tests that ask the host CPU are skipped: " + otherwise);
    }
    Assumptions.assumeTrue(is, otherwise);
  }

  /** Returns the standard output of a command; fails the test if the command fails. */
  static String run(Path directory, String input, String... command) throws Exception {
    Process process = start(directory, input, command);
    String output = said(process);
    if (process.waitFor() != 0) {
      fail(String.join(" ", command) + "\n" + output);
    }
    return output;
  }

  private static Process start(Path directory, String input, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    try (var out = process.getOutputStream()) {
      out.write(input.getBytes(UTF_8));
    }
    return process;
  }

  private static String said(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
