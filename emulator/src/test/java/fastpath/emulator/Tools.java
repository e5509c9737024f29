package fastpath.emulator;

import fastpath.emulator.image.ObjectFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Runs gcc, clang, as, objdump and similar tools, whose results the cross-checks compare with. */
public final class Tools {
  private Tools() {}

  /** Skips the test if a tool is absent; fails it if cross-checks are required. */
  public static void need(String... tools) {
    for (String tool : tools) {
      boolean found =
          Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
              .anyMatch(d -> Files.isExecutable(Path.of(d, tool)));
      if (!found && "required".equals(System.getProperty("fastpath.cross-checks"))) {
        Assertions.fail(tool + " was not found");
      }
      Assumptions.assumeTrue(found, tool + " was not found");
    }
  }

  /** Runs a command and returns its output; the exit code must be 0. */
  public static String run(Path directory, String... command) {
    try {
      Path out = Files.createTempFile("out", ".txt");
      Process p =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      int code = p.waitFor();
      String text = Files.readString(out, StandardCharsets.ISO_8859_1);
      Files.delete(out);
      if (code != 0) {
        Assertions.fail(String.join(" ", command) + ": " + text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads an object file or executable. */
  public static ObjectFile object(Path directory, String name) {
    try {
      return ObjectFile.read(name, Files.readAllBytes(directory.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares two texts; fails at the first line that differs. */
  public static void same(String expected, String actual) {
    List<String> e = expected.lines().toList();
    List<String> a = actual.lines().toList();
    for (int i = 0; i < Math.max(e.size(), a.size()); i++) {
      String x = i < e.size() ? e.get(i) : "(end)";
      String y = i < a.size() ? a.get(i) : "(end)";
      if (!x.equals(y)) {
        List<String> before =
            e.subList(Math.max(0, Math.min(e.size(), i) - 6), Math.min(e.size(), i));
        Assertions.fail(
            "line " + (i + 1) + ": expected <" + x + "> but was <" + y + "> after " + before);
      }
    }
  }

  /** Compiles C source to an object file. */
  public static byte[] compile(Path directory, String compiler, String c, String... options) {
    try {
      need(compiler);
      Files.writeString(directory.resolve("t.c"), c);
      List<String> command = new ArrayList<>(List.of(compiler, "-c", "t.c", "-o", "t.o"));
      command.addAll(List.of(options));
      run(directory, command.toArray(new String[0]));
      return Files.readAllBytes(directory.resolve("t.o"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
