package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Compiler;
import fastpath.lab.workshop.Compilers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  void theRemarkNamesTheVariant() {
    Shell.Result two =
        Shell.run(
            "", "measure", source, "--each", "--args", "3", "--config", "V1", "--config", "V5");
    assertEquals(0, two.code(), two.err());
    for (String config : List.of("V1", "V5")) {
      String line = "under " + config + " by own: do not return when called with these arguments:";
      assertTrue(two.err().replaceAll("\\s+", " ").contains(line + " c, spin"), two.err());
    }
  }

  @Test
  void theRemarkTellsFlagsAndFramesApart() {
    Shell.Result two =
        Shell.run(
            "",
            "measure",
            source,
            "--each",
            "--args",
            "3",
            "--frame",
            "shrink-wrapped",
            "--frame",
            "prologue");
    String said = two.err().replaceAll("\\s+", " ");
    assertTrue(said.contains("by own: do not return"), said);
    assertTrue(said.contains("by own --frame prologue: do not return"), said);
  }

  /** A row that a limit needs is missed; the later functions still have their rows. */
  @ParameterizedTest
  @ValueSource(strings = {"measure", "blame"})
  void aFunctionThatDoesNotReturnFailsALimit(String command) throws IOException {
    Shell.Result limited =
        Shell.run(
            "",
            command,
            source,
            "--each",
            "--args",
            "3",
            "--limit",
            "pushes=9",
            "--format",
            "junit");
    assertEquals(3, limited.code(), limited.err());
    assertTrue(limited.out().contains("tests=\"5\" failures=\"0\" errors=\"2\""), limited.out());
  }

  /** A function that never returned is in no baseline; one that returned before is missed. */
  @ParameterizedTest
  @ValueSource(strings = {"measure", "blame"})
  void aFunctionOfTheBaselineHasToReturn(String command) throws IOException {
    String kept = folder.resolve("kept.toml").toString();
    String[] each = {command, source, "--each", "--args", "3"};
    assertEquals(0, Shell.run(each, "--save", kept).code());
    Shell.Result same = Shell.run(each, "--baseline", kept);
    assertEquals(0, same.code(), same.out() + same.err());
    Path file = Path.of(source);
    Files.writeString(
        file, Files.readString(file).replace("return x + 1;", "return *(int *)(long)x;"));
    Shell.Result worse = Shell.run(each, "--baseline", kept);
    assertEquals(3, worse.code(), worse.out() + worse.err());
    assertTrue(worse.err().contains("by own: a"), worse.err());
  }

  /** The budget of --each is a million instructions, and a billion is more than that. */
  @Test
  void theUsersBudgetIsKept() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("long.c"),
            "void f(int x) { for (int i = 0; i < 500000; i++) __asm__ volatile(\"\"); }\n");
    String[] each = {"measure", file.toString(), "--each", "--args", "3"};
    assertTrue(Shell.run(each).err().contains("do not return"));
    Shell.Result user = Shell.run(each, "--max-instructions", "1000000000");
    assertEquals("", user.err());
    assertTrue(user.out().contains("f"), user.out());
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
    assertTrue(text.contains(" instr delta\n"), table.out());
    assertTrue(
        Pattern.compile("frame-pointer calls \\d+ \\d+ \\d+ \\+\\d+\n").matcher(text).find(), text);
    assertTrue(text.contains("b cold, warn cold"), table.out());
  }

  /** The types come from debug information, of objects too; our compiler writes it as others do. */
  @ParameterizedTest
  @MethodSource("compilers")
  void aValueHasTheFormOfItsType(String compiler) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("types.c"),
            """
            typedef const unsigned char u8; enum color { RED, BLUE = 7 };
            int minus(int x) { return x - 8; }
            u8 small(void) { return 200; }
            _Bool yes(void) { return 1; }
            enum color hue(void) { return BLUE; }
            int *where(int *x) { return x; }
            void none(int x) { (void)x; }
            static inline long in(long x) { return -x; }
            long out(long x) { return in(x); }
            """);
    String object = folder.resolve("types.o").toString();
    Shell.Result compiled =
        Shell.run("", "compile", file.toString(), "--compiler", compiler, "-o", object);
    assertEquals(0, compiled.code(), compiled.err());
    Shell.Result csv = Shell.run("", "measure", object, "--each", "--args", "3", "--format", "csv");
    assertEquals(0, csv.code(), csv.err());
    Map<String, String> values = new TreeMap<>();
    csv.out()
        .lines()
        .skip(1)
        .map(line -> line.split(",", -1))
        .forEach(cells -> values.put(cells[1], cells[cells.length - 1]));
    assertEquals(
        Map.of(
            "minus", "-5", "small", "200", "yes", "true", "hue", "7", "where", "0x3", "none", "",
            "out", "-3"),
        values);
    String json = Shell.run("", "measure", object, "--call", "none", "--args", "3", "--json").out();
    assertTrue(json.contains("\"value\": null"), json);
  }

  static Stream<String> compilers() {
    return Compilers.all().stream().map(Compiler::name);
  }
}
