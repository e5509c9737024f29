package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorTest {
  @TempDir Path folder;

  private Shell.Result compare(String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("a.c"), "int f(int x) { return x * x * x; }\n");
    List<String> words =
        new ArrayList<>(
            List.of(
                "compare",
                file.toString(),
                "--call",
                "f",
                "--args",
                "3",
                "--frame",
                "prologue",
                "--frame",
                "frame-pointer"));
    words.addAll(List.of(more));
    return Shell.run("", words.toArray(String[]::new));
  }

  @Test
  void whatDiffersIsColoredWhereItIsMarked() throws IOException {
    Shell.Result plain = compare();
    Shell.Result colored = compare("--color", "always");
    assertFalse(plain.out().contains("\033"), plain.out());
    assertEquals(plain.out(), colored.out().replaceAll("\033\\[[0-9]*m", ""));
    List<String> lines = colored.out().lines().filter(line -> line.contains("\033")).toList();
    assertFalse(lines.isEmpty(), colored.out());
    assertTrue(lines.stream().allMatch(line -> line.startsWith("\033[32m+ ")), lines.toString());
    assertEquals(plain.out().lines().filter(line -> line.startsWith("+ ")).count(), lines.size());
    assertFalse(compare("--json", "--color", "always").out().contains("\033"));
  }

  @Test
  void anyOtherValueIsRefused() throws IOException {
    Shell.Result result = compare("--color", "sometimes");
    assertEquals(2, result.code());
    assertTrue(result.err().contains("--color sometimes: auto, always or never"), result.err());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "true, none, xterm, true",
        "true, '', xterm, true",
        "true, 1, xterm, false",
        "true, none, dumb, false",
        "true, none, none, true",
        "false, none, xterm, false",
      })
  void auto(boolean terminal, String noColor, String type, boolean colorful) {
    assertEquals(colorful, Terminal.colorful(terminal, noColor, type));
  }
}
