package fastpath.lab.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the tests of both pages ask of a browser. */
public final class Chromium {
  private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  private Chromium() {}

  /** Starts the browser; skips the test if there is none, unless cross-checks are required. */
  public static Browser start() throws IOException {
    boolean present = Browser.executable().isPresent();
    assertTrue(
        present || !"required".equals(System.getProperty("fastpath.cross-checks")),
        "chromium is not installed");
    assumeTrue(present, "chromium is not installed");
    Browser browser = Browser.start();
    if (browser.answers()) {
      return browser;
    }
    // A browser that hangs at its start on a busy machine is started anew, once.
    browser.close();
    return Browser.start();
  }

  /**
   * Fails if axe-core finds something serious or critical in the page as it is now. Of each table
   * only the first rows are looked at, since the others are made alike and there may be hundreds.
   */
  public static void checkForEveryone(Tab tab) throws IOException {
    try (InputStream in = Chromium.class.getClassLoader().getResourceAsStream(AXE)) {
      tab.evaluate(new String(in.readAllBytes(), StandardCharsets.UTF_8) + "; 0");
    }
    Object found =
        tab.evaluate(
            "axe.run({exclude: [['tbody tr:nth-child(n+11)']]}, {preload: false, resultTypes:"
                + " ['violations']}).then(r => r.violations.filter(v => ['serious',"
                + " 'critical'].includes(v.impact)).map(v => v.id + ': ' + v.nodes.slice(0,"
                + " 4).map(n => n.target + ' ' + n.failureSummary).join(' | ')))");
    assertEquals(List.of(), found);
  }

  /** Fails if the page is wider than the window. */
  public static void checkWidth(Tab tab) {
    Object wider =
        tab.evaluate(
            "[...document.querySelectorAll('body *')].filter(e => !e.closest('.wide, .picture,"
                + " .cm-editor') && e.getBoundingClientRect().right > innerWidth + 1).map(e =>"
                + " e.tagName + '.' + e.className).slice(0, 5)");
    assertEquals(List.of(), wider);
  }
}
