package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.lab.page.Browser;
import fastpath.lab.page.Chromium;
import fastpath.lab.page.Tab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests in a browser that a report of several functions, calls and cases tells its rows apart. */
class ReportPageTest {
  private static final String READY = "document.documentElement.dataset.ready === 'true'";
  private static final String TWO =
      "int g(int);\nint f(int x) { return x * x; }\nint h(int x) { return x ? f(x) : 1; }\n";

  @TempDir Path folder;

  /** Returns the text of a report of a command, as the browser shows it. */
  private String shown(Browser browser, String... command) throws IOException {
    Path to = Files.createTempFile(folder, "report", ".html");
    List<String> args = new ArrayList<>(List.of("report", "-o", to.toString()));
    args.addAll(List.of(command));
    Shell.run("", args.toArray(String[]::new));
    Tab tab = browser.open();
    tab.visit(to.toUri().toString());
    tab.await(READY);
    assertEquals(List.of(), tab.problems());
    return (String) tab.evaluate("document.querySelector('main').textContent");
  }

  @Test
  void rowsAreToldApart() throws IOException {
    String file = Files.writeString(folder.resolve("a.c"), TWO).toString();
    try (Browser browser = Chromium.start()) {
      String each = shown(browser, "measure", file, "--each");
      assertTrue(each.contains("Counts of 2 functions"), each);
      assertTrue(each.contains("show codef") && each.contains("show codeh"), each);
      String args = shown(browser, "measure", file, "--call", "h", "--args", "0", "--args", "3");
      assertTrue(args.contains("own 0x0") && args.contains("own 0x3"), args);
    }
  }

  @Test
  void rowsThatFailedAreNotRowsWithoutACall() throws IOException {
    String file = Files.writeString(folder.resolve("a.c"), TWO).toString();
    try (Browser browser = Chromium.start()) {
      String blame =
          shown(browser, "blame", file, "--call", "h", "--args", "3", "--config", "nosuch");
      assertTrue(blame.contains("no such file, and no preset"), blame);
      assertFalse(blame.contains("No call"), blame);
    }
  }

  @Test
  void casesAreComparedOneByOne() throws IOException {
    Files.writeString(folder.resolve("a.c"), TWO);
    String cases =
        """
        [[case]]
        name = "first"
        files = ["a.c"]
        call = "h"
        args = ["3"]
        config = ["V0", "V1"]

        [[case]]
        name = "second"
        files = ["a.c"]
        call = "missing"
        args = ["3"]
        config = ["V0", "V1"]
        """;
    String file = Files.writeString(folder.resolve("cases.toml"), cases).toString();
    try (Browser browser = Chromium.start()) {
      String page = shown(browser, "compare", "--cases", file);
      assertTrue(page.contains("The second row less the first"), page);
      assertTrue(page.contains("missing"), page);
    }
  }
}
