package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.cache.Cache;
import fastpath.lab.claim.Claims;
import fastpath.lab.page.Browser;
import fastpath.lab.page.Chromium;
import fastpath.lab.page.Section;
import fastpath.lab.page.Tab;
import fastpath.lab.workshop.Cell;
import fastpath.lab.workshop.Compilers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the whole report, with our compiler and one claim: its data, and its page in a browser. */
class WholeReportTest {
  private static final List<Compiler> OWN = List.of(Compilers.named(Compilers.OWN));
  private static final String READY = "document.documentElement.dataset.ready === 'true'";
  private static final String CELL = ".matrix tbody tr:nth-child(1) td:nth-child(3) button";

  @TempDir static Path folder;

  private static WholeReport report;
  private static Map<String, String> documents;
  private static String address;

  @BeforeAll
  static void compute() throws IOException {
    Terminal terminal = new Terminal(System.in, System.out, System.err, 80, false);
    report =
        new WholeReport(
            terminal, Cache.none(), OWN, List.of(Claims.named("cold-call").orElseThrow()));
    String html = ReportCommand.page(report, "fastpath report -o report.html", OWN).html();
    documents = report.documents();
    address = Files.writeString(folder.resolve("report.html"), html).toUri().toString();
  }

  @Test
  void everySectionHasItsDocuments() {
    assertEquals(
        List.of("article", "leaf", "releases", "race"),
        report.sections().stream().map(Section::name).toList());
    for (String name :
        List.of(
            "article", "claims", "leaf", "nothing", "pair", "copy", "probes", "configs", "race")) {
      assertTrue(documents.containsKey(name), name);
      assertFalse(documents.get(name).contains("\"problem\""), documents.get(name));
    }
    assertTrue(documents.get("code/hash-lookup").contains("\"saves\": \"rbx\""));
    assertTrue(documents.get("race").contains("reads "), documents.get("race"));
    assertEquals(ExitCode.DONE, report.exitCode());
  }

  @Test
  void aSectionNamesTheCommandsThatWereRun() {
    String releases = report.sections().get(2).command();
    for (String function : List.of("nothing", "pair", "copy")) {
      assertTrue(releases.contains("measure releases.c --call " + function + " "), releases);
    }
    assertTrue(releases.contains("--compiler own --json"), releases);
  }

  /** A row that failed says what it is of, so that no figure takes it for another row. */
  @Test
  void aRowThatFailedNamesWhatItIsOf() {
    FastPath fastPath = KernelSources.BASE.fastPaths().getFirst();
    Preset preset = KernelSources.BASE.presets().getFirst();
    Cell failed = new Cell(fastPath, preset, "own", null, null, null, "two\nlines");
    Map<String, Object> row = WholeReport.row(failed);
    assertEquals(fastPath.name(), row.get("host"));
    assertEquals(preset.shortName(), row.get("config"));
    assertEquals("own", row.get("compiler"));
    assertTrue(row.get("problem").toString().endsWith(": two lines"), row.toString());
  }

  @Test
  void thePageWorksByMouseAndByKeyboard() throws IOException {
    try (Browser browser = Chromium.start()) {
      Tab tab = browser.open();
      tab.look(1280, 900, "light");
      tab.visit(address);
      tab.await(READY);
      opensACell(tab);
      stepsThroughTheRace(tab);
      unfoldsDataAndEvidence(tab);
      assertEquals(List.of(), tab.problems());
      assertEquals(
          List.of(),
          tab.requests().stream()
              .filter(to -> !to.startsWith("data:") && !to.startsWith("blob:"))
              .filter(to -> !to.equals(address))
              .toList());
    }
  }

  /** A release that was not measured has its column, its reason, and a row of the data. */
  @Test
  void aReleaseThatFailedIsInTheTimeLine() throws IOException {
    try (Browser browser = Chromium.start()) {
      Tab tab = browser.open();
      tab.visit(address);
      tab.await(READY);
      String shown =
          (String)
              tab.evaluate(
                  """
                  import("fastpath/timeline.js").then(({ timeline }) => timeline("title",
                    [{ releases: "3.11-3.12", config: "A", options: "o", instructions: 3 }],
                    [{ releases: "3.13", config: "B", options: "o", why: "line 3" }]).innerText)\
                  """);
      assertTrue(shown.contains("3.13, B: not measured: line 3"), shown);
      assertEquals(2, shown.split("not measured", -1).length - 1, shown);
      assertEquals(
          List.of(),
          tab.evaluate(
              "[...document.querySelectorAll('#releases .problem')].map(p => p.textContent)"));
    }
  }

  private static void opensACell(Tab tab) {
    tab.click(CELL);
    tab.await("document.querySelector('.panel h3').textContent === 'hash-lookup, V1 own'");
    tab.await("document.querySelectorAll('.panel .listing tbody tr').length > 30");
    String first = (String) tab.evaluate("document.querySelector('.panel h3').textContent");
    tab.evaluate("document.querySelector(\"" + CELL + "\").focus()");
    tab.press("ArrowDown");
    tab.press("ArrowRight");
    tab.press("Enter");
    tab.await("document.querySelector('.panel h3').textContent === 'list-first, V1b own'");
    assertNotEquals(first, tab.evaluate("document.querySelector('.panel h3').textContent"));
    tab.await("document.querySelector('.panel .forced a') !== null");
    tab.click(".panel .forced a");
    tab.await("document.activeElement.textContent.includes('preempt_schedule')");
    tab.chooseByMouse(".panel select", "V5 own");
    tab.await("document.querySelectorAll('.panel .aligned tr.differs').length > 3");
  }

  private static void stepsThroughTheRace(Tab tab) {
    tab.evaluate("document.querySelector('.schedule').focus()");
    tab.press("ArrowRight");
    tab.press("ArrowRight");
    tab.await("document.querySelector('.schedule output').textContent.startsWith('step 3 of ')");
    tab.press("End");
    tab.await("document.querySelectorAll('.lanes tr.later').length === 0");
    tab.click(".schedule .controls button");
    tab.await("document.querySelectorAll('.lanes tr.later').length === 1");
  }

  private static void unfoldsDataAndEvidence(Tab tab) {
    tab.click("#leaf > figure > .data > summary");
    tab.await("document.querySelectorAll('#leaf > figure > .data tbody tr').length === 143");
    tab.evaluate("document.querySelector('.statements summary').focus()");
    tab.press("Enter");
    tab.await("document.querySelectorAll('.statements .criteria li').length > 0");
  }

  /** The picture in the README is the matrix of the report. */
  @Test
  void thePictureIsCurrent() throws IOException {
    try (Browser browser = Chromium.start()) {
      Tab tab = browser.open();
      tab.look(1280, 900, "light");
      tab.visit(address);
      tab.await(READY);
      Pictures.check("leaf.svg", Pictures.ofMatrix(tab));
    }
  }

  @Test
  void thePageIsForEveryoneAtEveryWidth() throws IOException {
    try (Browser browser = Chromium.start()) {
      for (String scheme : List.of("light", "dark")) {
        Tab tab = browser.open();
        tab.look(scheme.equals("light") ? 390 : 1280, 900, scheme);
        tab.visit(address);
        tab.await(READY);
        tab.click(CELL);
        tab.await("document.querySelectorAll('.panel .listing tbody tr').length > 30");
        Chromium.checkWidth(tab);
        Chromium.checkForEveryone(tab);
      }
      Tab wide = browser.open();
      wide.look(2560, 1200, "light");
      wide.visit(address);
      wide.await(READY);
      Chromium.checkWidth(wide);
    }
  }
}
