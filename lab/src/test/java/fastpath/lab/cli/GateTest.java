package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.lab.gate.KeptRow;
import fastpath.lab.gate.RowKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/**
 * Tests how rows of {@code measure} are kept, compared and limited, and the output formats for CI
 * systems.
 */
class GateTest {
  private static final String BEFORE =
      """
      #include <linux/preempt.h>

      int f(int a)
      {
      	preempt_disable();
      	a *= 3;
      	preempt_enable();
      	return a;
      }
      """;

  /** The function of BEFORE with one more instruction. */
  private static final String AFTER = BEFORE.replace("a *= 3;", "a = a * 3 ^ 5;");

  @TempDir Path folder;
  private Path source;
  private Path kept;

  @BeforeEach
  void keep() throws IOException {
    source = folder.resolve("f.c");
    kept = folder.resolve("kept.toml");
    Files.writeString(source, BEFORE);
    assertEquals(0, measure("--save", kept.toString()).code());
  }

  private Shell.Result measure(String... more) {
    String[] all = {
      "measure", source.toString(), "--call", "f", "--args", "3", "--config", "V1", "--config", "V5"
    };
    String[] args = java.util.Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, args, all.length, more.length);
    return Shell.run("", args);
  }

  @Test
  void theSameCodeIsWithinWhatWasKept() {
    Shell.Result same = measure("--baseline", kept.toString());
    assertEquals(0, same.code(), same.out());
    assertTrue(same.out().contains("6 of 6 limits hold"), same.out());
  }

  @Test
  void oneInstructionMoreFailsAndNamesItsRole() throws IOException {
    Files.writeString(source, AFTER);
    Shell.Result worse = measure("--baseline", kept.toString());
    assertEquals(1, worse.code());
    assertTrue(worse.out().replaceAll("\\s+", " ").contains("over the limit (payload +1)"));
    assertTrue(worse.out().contains("4 of 6 limits hold"), worse.out());
    assertEquals(0, measure("--baseline", kept.toString(), "--limit", "instructions=+50%").code());
  }

  @Test
  void aBaselineIsTextThatReadsBack() throws IOException {
    String text = Files.readString(kept);
    assertTrue(text.startsWith("# "), text);
    assertTrue(text.contains("config = \"V5\""), text);
    assertTrue(text.contains("instructions = "), text);
    Path again = folder.resolve("again.toml");
    assertEquals(0, measure("--baseline", kept.toString(), "--save", again.toString()).code());
    assertEquals(text, Files.readString(again));
  }

  @Test
  void aRowThatWasNotKeptIsNotWithin() throws IOException {
    String text = Files.readString(kept);
    Files.writeString(kept, text.replace("config = \"V5\"", "config = \"V4\""));
    Shell.Result other = measure("--baseline", kept.toString());
    assertEquals(1, other.code());
    assertTrue(other.out().contains("not in the baseline"), other.out());
    assertTrue(other.out().replaceAll("\\s+", " ").contains("and not measured now"), other.out());
  }

  @Test
  void aCounterThatIsNotKnownIsNotWithin() throws IOException {
    Files.writeString(kept, Files.readString(kept).replaceAll("\tpushes = \\d+\n", ""));
    Shell.Result unknown = measure("--baseline", kept.toString(), "--limit", "pushes=+0%");
    assertEquals(1, unknown.code());
    assertTrue(unknown.out().contains("0 of 2 limits hold"), unknown.out());
  }

  @Test
  void anAbsoluteLimitNeedsNoBaseline() {
    assertEquals(0, measure("--limit", "instructions=100").code());
    Shell.Result over = measure("--limit", "instructions=1", "--format", "github");
    assertEquals(1, over.code());
    List<String> lines = over.out().lines().toList();
    assertEquals(3, lines.size(), over.out());
    assertTrue(lines.getFirst().startsWith("::error title=f V1 own"), over.out());
    assertTrue(lines.getLast().startsWith("::notice title=fastpath::0 of 2"), over.out());
  }

  @Test
  void aLimitWithoutABaselineNamesTheRolesAndTheCalls() {
    Shell.Result over = measure("--limit", "callsInCode=0", "--limit", "pushes=0");
    assertEquals(1, over.code());
    String said = over.out().replaceAll("\\s+", " ");
    assertTrue(
        said.contains(
            "f V1 own shrink-wrapped (3): callsInCode 1 now, limit 0: over the limit (calls"),
        said);
    assertTrue(said.contains("calls preempt_schedule at "), said);
    assertTrue(
        said.matches(".*pushes 1 now, limit 0: over the limit \\(.*frame \\d+.*; calls .*"), said);
    assertTrue(said.contains("2 of 4 limits hold"), said);
  }

  @Test
  void junitsReportIsXmlWithACaseForEachLimit() throws Exception {
    Files.writeString(source, AFTER);
    Shell.Result report = measure("--baseline", kept.toString(), "--format", "junit");
    assertEquals(1, report.code());
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(report.out().getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertEquals("6", suite.getAttribute("tests"));
    assertEquals("2", suite.getAttribute("failures"));
    assertEquals(6, suite.getElementsByTagName("testcase").getLength());
    assertEquals(2, suite.getElementsByTagName("failure").getLength());
  }

  @Test
  void aFileThatDoesNotCompileIsAnErrorOfTheReport() throws IOException {
    Files.writeString(source, "int f(int a) { return b; }\n");
    Shell.Result report = measure("--baseline", kept.toString(), "--format", "junit");
    assertEquals(2, report.code());
    assertTrue(report.out().contains("errors=\"2\""), report.out());
    String before = Files.readString(kept);
    Shell.Result notSaved = measure("--save", kept.toString());
    assertTrue(notSaved.err().contains("not written, since a row failed"), notSaved.err());
    assertEquals(before, Files.readString(kept));
  }

  @Test
  void csvHasARowForEachAndMarkdownATable() {
    List<String> csv = measure("--format", "csv", "--sort", "instructions").out().lines().toList();
    assertEquals(3, csv.size());
    assertTrue(csv.getFirst().startsWith("case,host,config,overlay,compiler"), csv.getFirst());
    assertTrue(csv.get(1).startsWith(",f,V5,"), csv.get(1));
    assertTrue(csv.get(2).startsWith(",f,V1,"), csv.get(2));
    List<String> table = measure("--format", "markdown").out().lines().toList();
    assertEquals(4, table.size());
    int columns = RowKey.FIELDS.size() + KeptRow.COUNTERS.size() + 1;
    table.forEach(
        line -> assertEquals(columns + 1, line.chars().filter(c -> c == '|').count(), line));
  }

  /**
   * Every integer in a row's JSON document can be kept and limited, except for the exit code and
   * the engines' shares.
   */
  @Test
  void countersAreThoseOfTheDocument() {
    Pattern number = Pattern.compile("(?m)^    \"([A-Za-z]+)\": \\d+,?$");
    TreeSet<String> names = new TreeSet<>();
    number
        .matcher(measure("--json").out())
        .results()
        .map((MatchResult found) -> found.group(1))
        .filter(name -> !List.of("translated", "interpreted", "exitCode").contains(name))
        .forEach(names::add);
    assertEquals(new TreeSet<>(KeptRow.COUNTERS), names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--limit instructions | COUNTER=N",
        "--limit cycles=3 | cycles is no counter; they are instructions",
        "--limit instructions=-3 | a whole number",
        "--limit instructions=+3% | and none is given",
        "--format xml | table, csv, markdown, json, github, junit",
        "--format github | give --limit, --baseline or --cases",
        "--format csv --json | so --format csv cannot be given too",
        "--sort cycles | no counter",
        "--baseline nowhere.toml | no such file",
      })
  void badOptionsAreRefusedByALine(String options, String says) {
    Shell.Result refused = measure(options.split(" "));
    assertEquals(2, refused.code(), refused.out());
    assertTrue(refused.err().contains(says), refused.err());
    assertEquals(1, refused.err().lines().count(), refused.err());
  }

  @ParameterizedTest
  @CsvSource({
    "[[row, not TOML",
    "a = 1, it has no [[row]]",
    "[[row]], names no function",
    "row = [1], row is no table",
    "[[row]]~host = \"f\"~instructions = \"x\", not a whole number",
    "[[row]]~host = \"f\"~[[row]]~host = \"f\", stands there twice",
  })
  void badBaselinesAreRefusedByALine(String text, String says) throws IOException {
    Files.writeString(kept, text.replace('~', '\n') + "\n");
    Shell.Result refused = measure("--baseline", kept.toString());
    assertEquals(2, refused.code(), refused.out());
    assertTrue(refused.err().contains(says), refused.err());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertFalse(refused.err().contains("internal error"), refused.err());
  }
}
