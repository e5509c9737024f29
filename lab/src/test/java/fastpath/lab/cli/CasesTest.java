package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@code --cases}, and the gate of a build that README describes. */
class CasesTest {
  private static final String HEADER =
      """
      static inline unsigned long mix(unsigned long key)
      {
      	return key * 31;
      }
      """;

  private static final String SOURCE =
      """
      #include "mix.h"
      #include <linux/preempt.h>

      unsigned long find(unsigned long key)
      {
      	preempt_disable();
      	key = mix(key);
      	preempt_enable();
      	return key;
      }

      void make(unsigned long args[6])
      {
      	args[0] = 5;
      }
      """;

  private static final String CASES =
      """
      # Two calls.
      [[case]]
      name = "by a key"
      files = ["find.c"]
      call = "find"
      args = ["3", "4"]
      config = ["V1", "V5"]

      [[case]]
      name = "set up"
      files = "find.c"
      call = "find"
      setup = "make"
      config = "V5"

      [case.limits]
      instructions = 24
      leaf = true
      """;

  @TempDir Path folder;
  private Path cases;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("mix.h"), HEADER);
    Files.writeString(folder.resolve("find.c"), SOURCE);
    cases = Files.writeString(folder.resolve("cases.toml"), CASES);
  }

  private Shell.Result measure(String... more) {
    return Shell.run(new String[] {"measure", "--cases", cases.toString()}, more);
  }

  @Test
  void everyCaseHasItsRowsAndLimits() {
    Shell.Result all = measure("--format", "csv");
    assertEquals(0, all.code(), all.err());
    List<String> names = all.out().lines().map(line -> line.split(",")[0]).toList();
    assertEquals(List.of("case", "by a key", "by a key", "by a key", "by a key", "set up"), names);
    assertTrue(all.err().contains("2 of 2 limits hold"), all.err());
    assertTrue(measure("--json").out().contains("\"case\": \"set up\""));
  }

  @Test
  void aLimitOfACaseFails() throws IOException {
    Files.writeString(cases, CASES.replace("config = \"V5\"", "config = \"V1\""));
    Shell.Result over = measure();
    assertEquals(1, over.code(), over.err());
    String said = over.out().replaceAll("\\s+", " ");
    assertTrue(said.contains("set up: find V1 own shrink-wrapped: callsInCode 1 now"), said);
    assertTrue(said.contains("1 of 2 limits hold"), said);
    Shell.Result both = measure("--limit", "callsInCode=0");
    assertTrue(both.out().contains("3 of 6 limits hold"), both.out());
  }

  @Test
  void theOtherCasesAreMeasuredIfOneFails() throws IOException {
    Files.writeString(cases, CASES.replaceFirst("find\\.c", "lost.c"));
    Shell.Result part = measure("--json");
    assertEquals(2, part.code());
    assertTrue(part.err().startsWith("case by a key: "), part.err());
    assertTrue(part.err().contains("lost.c: no such file"), part.err());
    assertTrue(part.out().contains("\"case\": \"set up\""), part.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name = \"by a key\" | nam = \"a\" | 3: no key nam (did you mean name?)",
        "name = \"by a key\" | | 2: a case without name",
        "name = \"set up\" | name = \"by a key\" | 10: a second case of the name",
        "files = [\"find.c\"] | files = [] | 4: the case \"by a key\" has no files",
        "files = [\"find.c\"] | files = 3 | 4: files: 3 is not a text in quotes",
        "args = [\"3\", \"4\"] | args = [3, 4] | 6: args: 3 is not a text in quotes",
        "setup = \"make\" | setup = \"make\"~args = \"1\" | 13: setup fills the arguments",
        "instructions = 24 | instruction = 24 | 17: no key instruction (did you mean instructions?)",
        "instructions = 24 | instructions = -1 | 17: instructions=-1: a whole number",
        "instructions = 24 | instructions = \"+2%\" | case set up: instructions=+2%: a percentage of",
        "leaf = true | leaf = 1 | 18: leaf = 1: true or false",
        "[case.limits] | limits = 3~[case.x] | no key x",
        "call = \"find\" | call = find | 5: not TOML",
        "# Two calls. | a = 1 | a: the only tables are [[case]]",
        "[[case]] | [[row]] | row: the only tables are [[case]]",
      })
  void badFilesAreRefusedByALine(String text, String instead, String says) throws IOException {
    String bad = instead == null ? "" : instead.replace('~', '\n');
    Files.writeString(cases, CASES.replaceFirst(java.util.regex.Pattern.quote(text), bad));
    Shell.Result refused = measure();
    assertEquals(2, refused.code(), refused.out());
    assertTrue(refused.err().contains(says), refused.err());
    assertEquals(1, refused.err().lines().count(), refused.err());
  }

  @Test
  void compareTakesCasesAndHoldsTheSecondRowAgainstTheFirst() throws IOException {
    Files.writeString(
        cases,
        CASES
            .replace("args = [\"3\", \"4\"]", "args = \"3\"")
            .replaceAll("(?s)\n\\[\\[case]]\nname = \"set up.*", ""));
    String file = cases.toString();
    Shell.Result less = Shell.run("", "compare", "--cases", file, "--limit", "instructions=+0%");
    assertEquals(0, less.code(), less.err());
    assertTrue(less.out().contains("1 of 1 limits hold"), less.out());
    Files.writeString(cases, Files.readString(cases).replace("\"V1\", \"V5\"", "\"V5\", \"V1\""));
    Shell.Result more = Shell.run("", "compare", "--cases", file, "--limit", "instructions=+0%");
    assertEquals(1, more.code(), more.err());
    String said = more.out().replaceAll("\\s+", " ");
    assertTrue(
        said.matches(
            ".*by a key: find V1 own .*: instructions \\d+ before, \\d+ now, .*frame \\+2.*"),
        said);
  }

  @Test
  void everyCaseHasATableOfItsOwn() {
    List<String> lines = measure().out().lines().toList();
    assertTrue(lines.contains("by a key: find"), lines.toString());
    assertTrue(lines.contains("set up: find"), lines.toString());
    assertEquals(
        2, lines.stream().filter(line -> line.contains("in code")).count(), lines.toString());
    assertTrue(lines.stream().allMatch(line -> line.length() <= 80), lines.toString());
  }

  /** A report for a CI system is written too where no row has a limit. */
  @ParameterizedTest
  @CsvSource({"measure, 3", "compare, 2"})
  void aReportHasTheProblemsOfCasesWithoutRows(String command, int errors) throws IOException {
    Files.writeString(folder.resolve("find.c"), "int find(void) { return x; }\n");
    String[] run = {command, "--cases", cases.toString()};
    Shell.Result junit = Shell.run(run, "--format", "junit");
    assertEquals(2, junit.code(), junit.err());
    assertTrue(junit.out().contains("errors=\"" + errors + "\""), junit.out() + junit.err());
    Shell.Result github = Shell.run(run, "--format", "github");
    assertEquals(2, github.code(), github.err());
    assertTrue(github.out().startsWith("::error title=fastpath::case by a key: "), github.out());
  }

  @Test
  void aReportOfCasesWithoutLimitsIsEmpty() throws IOException {
    Files.writeString(cases, CASES.replaceAll("(?s)\n\\[case.limits].*", "\n"));
    Shell.Result github = measure("--format", "github");
    assertEquals(0, github.code(), github.err());
    assertEquals("::notice title=fastpath::0 of 0 limits hold\n", github.out());
  }

  @Test
  void whatCallsCostIsHeldByBlame() throws IOException {
    String[] blame = {
      "blame", folder.resolve("find.c").toString(), "--call", "find", "--args", "3"
    };
    Path kept = folder.resolve("kept.toml");
    assertEquals(0, Shell.run(blame, "--config", "V5", "--limit", "pushes=0").code());
    assertEquals(0, Shell.run(blame, "--config", "V1", "--save", kept.toString()).code());
    assertEquals(0, Shell.run(blame, "--config", "V1", "--baseline", kept.toString()).code());
    Shell.Result over = Shell.run(blame, "--config", "V1", "--limit", "pushes=0");
    assertEquals(1, over.code(), over.out());
    String said = over.out().replaceAll("\\s+", " ");
    assertTrue(said.contains("calls: find V1 own shrink-wrapped (3): pushes 1 now, limit 0"), said);
    assertTrue(said.contains("calls preempt_schedule at "), said);
    Shell.Result github =
        Shell.run(blame, "--config", "V1", "--limit", "pushes=0", "--format", "github");
    assertEquals(1, github.code());
    assertTrue(github.out().startsWith("::error title=calls%3A find V1 own"), github.out());
    assertEquals(2, github.out().lines().count(), github.out());
    assertEquals(2, Shell.run(blame, "--format", "github").code());
    assertEquals(2, Shell.run(blame, "--format", "xml").code());
    Files.writeString(kept, Files.readString(kept).replace("pushes = 1", "pushes = 0"));
    assertEquals(1, Shell.run(blame, "--config", "V1", "--baseline", kept.toString()).code());
  }

  @Test
  void comparedFilesAreKeptUnderTheirNames() throws IOException {
    Path other = folder.resolve("other.c");
    Files.writeString(other, SOURCE.replace("mix(key)", "mix(key) + 1"));
    Path kept = folder.resolve("kept.toml");
    String[] files = {
      "compare",
      folder.resolve("find.c").toString(),
      other.toString(),
      "--call",
      "find",
      "--args",
      "3"
    };
    assertEquals(0, Shell.run(files, "--config", "V5", "--save", kept.toString()).code());
    assertTrue(Files.readString(kept).contains("case = \"" + other + "\""), Files.readString(kept));
    assertEquals(0, Shell.run(files, "--config", "V5", "--baseline", kept.toString()).code());
    Shell.Result over = Shell.run(files, "--config", "V5", "--limit", "instructions=+0%");
    assertEquals(1, over.code());
    assertTrue(
        over.out().replaceAll("\\s+", " ").contains("over the limit (payload +1)"), over.out());
    Shell.Result junit =
        Shell.run(files, "--config", "V5", "--limit", "instructions=+0%", "--format", "junit");
    assertTrue(junit.out().contains("tests=\"1\" failures=\"1\" errors=\"0\""), junit.out());
  }

  @Test
  void oneOfTwoComparedFilesIsTheStandardInput() throws IOException {
    Path old = Files.writeString(folder.resolve("old.c"), "int f(int x) { return x * 3; }\n");
    Shell.Result both =
        Shell.run(
            "int f(int x) { return x * 3 ^ 5; }\n",
            "compare",
            old.toString(),
            "-",
            "--call",
            "f",
            "--args",
            "3",
            "--limit",
            "instructions=+0%");
    assertEquals(1, both.code(), both.out() + both.err());
    assertTrue(both.out().contains("0 of 1 limits hold"), both.out());
  }

  @Test
  void theCommandLineNamesNoOtherCall() {
    Shell.Result refused = measure("--call", "find");
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("names the files and calls"), refused.err());
  }

  /** Runs README's script in a folder with files of a build, before and after a change. */
  @Test
  void readmesScriptFailsForOneInstructionInAHeader() throws Exception {
    List<String> script = script();
    assertTrue(script.size() <= 5, "five lines: " + script);
    Files.move(cases, folder.resolve("fastpath.toml"));
    Files.createDirectory(folder.resolve("ci"));
    Files.write(folder.resolve("ci/fastpath.sh"), script);
    cases = folder.resolve("fastpath.toml");
    assertEquals(0, measure("--save", folder.resolve("fastpath.kept.toml").toString()).code());
    Shell.Result same = ci();
    assertEquals(0, same.code(), same.out() + same.err());

    Files.writeString(folder.resolve("mix.h"), HEADER.replace("* 31", "* 31 ^ 1"));
    Shell.Result worse = ci();
    assertEquals(1, worse.code(), worse.out() + worse.err());
    assertTrue(worse.out().contains("::error title=by a key%3A find V5 own"), worse.out());
    assertTrue(
        worse
            .out()
            .contains("instructions 5 before, 6 now, limit +0%25: over the limit (payload +1)"),
        worse.out());
  }

  @Test
  void readmesCasesAreMeasured() throws IOException {
    Files.writeString(cases, readme("[[case]]\n"));
    Path kept = folder.resolve("kept.toml");
    Shell.Result first = measure("--save", kept.toString());
    assertEquals(0, first.code(), first.out() + first.err());
    assertTrue(first.out().contains("4 of 4 limits hold"), first.out());
    Shell.Result later = measure("--baseline", kept.toString());
    assertEquals(0, later.code(), later.out() + later.err());
    assertTrue(later.out().contains("10 of 10 limits hold"), later.out());
  }

  private static List<String> script() throws IOException {
    return readme("#!/bin/sh\n").lines().toList();
  }

  /** Returns the rest of the block of README that has a line. */
  private static String readme(String line) throws IOException {
    String page = Files.readString(Path.of("README.md"));
    int start = page.indexOf(line);
    return page.substring(start, page.indexOf("```", start));
  }

  /** Runs the script with a program {@code fastpath} on the path. */
  private Shell.Result ci() throws IOException, InterruptedException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path program = bin.resolve("fastpath");
    Files.writeString(
        program,
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' fastpath.lab.Main \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
    assertTrue(program.toFile().setExecutable(true));
    ProcessBuilder builder = new ProcessBuilder("sh", folder.resolve("ci/fastpath.sh").toString());
    builder.environment().put("PATH", bin + File.pathSeparator + System.getenv("PATH"));
    Path err = folder.resolve("err");
    Process process = builder.redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Shell.Result(process.exitValue(), out, Files.readString(err));
  }
}
