package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests --each, and what the rows of a table say of themselves. */
class EachTest {
  private static final Pattern HOST = Pattern.compile("\"host\": \"(\\w+)\"");

  @TempDir Path folder;
  private String source;

  @BeforeEach
  void write() throws IOException {
    source =
        Files.writeString(
                folder.resolve("many.c"),
                """
                void warn(int);
                int a(int x) { return x + 1; }
                __attribute__((noinline)) static long b(long x) { return x * 3; }
                int c(int *p) { return *p; }
                void spin(int x) { while (x) __asm__ volatile(""); }
                int d(int x) { if (x < 0) warn(x); return a(x) + (x < -9 ? (int)b(x) : 0); }
                """)
            .toString();
  }

  private static List<String> hosts(Shell.Result result) {
    assertEquals(0, result.code(), result.err());
    return HOST.matcher(result.out()).results().map(m -> m.group(1)).sorted().toList();
  }

  @Test
  void everyFunctionThatReturnsIsARow() {
    Shell.Result measure = Shell.run("", "measure", source, "--each", "--args", "3", "--json");
    assertEquals(List.of("a", "b", "d"), hosts(measure));
    assertTrue(
        measure.err().contains("do not return when called with these arguments: c, spin"),
        measure.err());
    Shell.Result blame = Shell.run("", "blame", source, "--each", "--args", "3", "--json");
    assertEquals(List.of("a", "b", "d"), hosts(blame));
  }

  @Test
  void oneFunctionOrEach() {
    Shell.Result both = Shell.run("", "measure", source, "--each", "--call", "a");
    assertEquals(2, both.code());
    assertTrue(both.err().contains("--call a cannot be given too"), both.err());
  }

  /** The function of an object was not compiled under the config beside it, or by that compiler. */
  @Test
  void anObjectHasItsOwnNameAndProducer() {
    String object = folder.resolve("many.o").toString();
    assertEquals(0, Shell.run("", "compile", source, "-o", object).code());
    Shell.Result table =
        Shell.run(
            "",
            "measure",
            object,
            "--call",
            "a",
            "--args",
            "3",
            "--config",
            "V1",
            "--config",
            "V5",
            "--cflags",
            "-O2");
    assertEquals(0, table.code(), table.err());
    assertTrue(table.out().contains("\nmany.o with V1  own       leaf"), table.out());
    String json =
        Shell.run("", "measure", object, "--call", "a", "--args", "3", "--cflags", "-O2", "--json")
            .out();
    assertTrue(json.contains("\"object\": \"" + object + "\""), json);
    assertTrue(json.contains("\"frame\": null") && json.contains("\"cflags\": \"\""), json);
  }

  @Test
  void aTableHasTheDifferenceToItsFirstRowAndTheCallees() {
    Shell.Result table =
        Shell.run(
            "",
            "measure",
            source,
            "--call",
            "d",
            "--args",
            "3",
            "--frame",
            "shrink-wrapped",
            "--frame",
            "frame-pointer");
    assertEquals(0, table.code(), table.err());
    String text = table.out().replaceAll(" +", " ");
    assertTrue(text.contains(" instr delta own "), table.out());
    assertTrue(
        Pattern.compile("frame-pointer calls \\d+ \\d+ \\d+ \\+\\d+ ").matcher(text).find(), text);
    assertTrue(text.contains("b cold, warn cold"), table.out());
  }
}
