package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.lab.page.Browser;
import fastpath.lab.page.Chromium;
import fastpath.lab.page.Controls;
import fastpath.lab.page.Tab;
import fastpath.lab.serve.Server;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the live page in a browser, as a new user tries it. */
class LivePageTest {
  private static final String READY = "document.documentElement.dataset.ready === 'true'";
  private static final String ROWS = "document.querySelector('.results').dataset.rows === '%d'";
  private static final String FLAG = "input[name=cflags][value='-O3']";

  private static Workshop workshop;
  private static Server server;

  @BeforeAll
  static void start() throws IOException {
    workshop = new Workshop();
    server = PageRequests.serve(0, workshop, false);
  }

  @AfterAll
  static void stop() {
    server.close();
    workshop.close();
  }

  private static Tab visit(Browser browser, int width, String scheme, String fragment) {
    Tab tab = browser.open();
    tab.look(width, 900, scheme);
    tab.visit(server.address() + fragment);
    tab.await(READY);
    return tab;
  }

  /** Replaces the editor's text by typing. */
  private static void type(Tab tab, String text) {
    tab.evaluate("document.querySelector('.cm-content').focus()");
    tab.selectAll();
    tab.type(text);
  }

  @Test
  void aFunctionIsTypedItsVariantsComparedAndAnErrorSeen() throws IOException {
    try (Browser browser = Chromium.start()) {
      Tab tab = visit(browser, 1400, "light", "");
      tab.await(ROWS.formatted(3));
      tab.await("document.querySelectorAll('.aligned tr.differs').length > 3");
      type(tab, "#include <lab.h>\nint f(int x) { return x * x; }\n");
      fill(tab, "call", "f");
      fill(tab, "setup", "");
      fill(tab, "args", "7");
      tab.await("document.querySelector('.results').textContent.includes('0x31')");
      type(tab, "int f(int x)\n{\n\treturn y;\n}\n");
      tab.await("document.querySelector('.inline-problem').textContent.includes(\"'y'\")");
      tab.await("document.querySelector('.problem-line').textContent.includes('return y')");
      type(tab, "#include <lab.h>\nint f(int x) { return x + x; }\n");
      tab.await("document.querySelector('.results').textContent.includes('0xe')");
      clean(tab);
    }
  }

  private static void fill(Tab tab, String name, String text) {
    tab.evaluate("document.querySelector('input[name=" + name + "]').select()");
    tab.evaluate("document.querySelector('input[name=" + name + "]').focus()");
    if (text.isEmpty()) {
      tab.evaluate("document.execCommand('delete')");
    } else {
      tab.type(text);
    }
  }

  private static void clean(Tab tab) {
    assertEquals(List.of(), tab.problems());
    String own = URI.create(server.address()).getAuthority();
    assertEquals(
        List.of(),
        tab.requests().stream()
            .filter(to -> !to.startsWith("http://" + own + "/") && !to.startsWith("data:"))
            .toList());
  }

  @Test
  void controlsWorkByKeyboard() throws IOException {
    try (Browser browser = Chromium.start()) {
      Tab tab = visit(browser, 1400, "dark", "");
      tab.await(ROWS.formatted(3));
      tab.evaluate("document.querySelector('input[value=V3]').focus()");
      tab.press("Space");
      tab.await(ROWS.formatted(4));
      tab.evaluate(
          "[...document.querySelectorAll('.results button')].find(b =>"
              + " b.textContent.startsWith('What does')).focus()");
      tab.press("Enter");
      tab.await("document.querySelector('.results').textContent.includes('What each call costs')");
      tab.chooseByKeyboard(".tabs select", "include/linux/preempt.h");
      tab.await("document.querySelector('.cm-content').textContent.includes('PREEMPT')");
      tab.await(
          "document.querySelectorAll('[aria-label=files] button[aria-pressed]').length === 2");
      tab.await(ROWS.formatted(4));
      tab.evaluate("document.querySelector('.tabs button').focus()");
      tab.press("Enter");
      tab.await("document.querySelector('.cm-content').textContent.includes('net_device')");
      clean(tab);
    }
  }

  /** Every control of both halves of the page does something, by mouse and by keyboard. */
  @ParameterizedTest
  @CsvSource({"false, measure", "true, measure", "false, litmus", "true, litmus"})
  void everyControlDoesSomething(boolean keyboard, String mode) throws IOException {
    try (Browser browser = Chromium.start()) {
      Tab tab = browser.open();
      tab.look(1400, 900, "light");
      List<String> operated =
          Controls.operate(
              () -> {
                tab.visit("about:blank");
                tab.visit(server.address());
                tab.await(READY);
                tab.await(ROWS.formatted(3));
                if (mode.equals("litmus")) {
                  tab.click(".controls .tabs button:nth-child(2)");
                  tab.await("document.querySelectorAll('.lanes tbody tr').length > 3");
                }
                return tab;
              },
              keyboard);
      assertTrue(operated.size() > (mode.equals("litmus") ? 5 : 20), operated.toString());
    }
  }

  @Test
  void listBoxesWorkByMouse() throws IOException {
    try (Browser browser = Chromium.start()) {
      Tab tab = visit(browser, 1400, "light", "");
      tab.await(ROWS.formatted(3));
      tab.chooseByMouse(".panel select", "V5 own");
      tab.await("document.querySelector('.aligned thead').textContent.includes('V5 own')");
      tab.chooseByMouse(".controls > select", "list-first");
      tab.await("document.querySelector('.cm-content').textContent.includes('@name   list-first')");
      tab.click(".controls .tabs button:nth-child(2)");
      tab.await("document.querySelector('.litmus').textContent.includes('Allowed')");
      String model = ".options label:last-child select";
      tab.chooseByMouse(model, "sc");
      tab.await("document.querySelector('.litmus').textContent.includes('Forbidden')");
      clean(tab);
    }
  }

  /** The controls that run code on the host CPU are there if the server was started for it. */
  @Test
  void flagsAndTheTimeOnTheHostCpuAreRows() throws IOException {
    try (Server allowed = PageRequests.serve(0, workshop, true);
        Browser browser = Chromium.start()) {
      Tab tab = browser.open();
      tab.look(1400, 900, "light");
      tab.visit(allowed.address());
      tab.await(READY);
      tab.await(ROWS.formatted(3));
      tab.click("input[name=time]");
      tab.await("document.querySelector('.results table').textContent.includes('ns a call')");
      tab.click("input[name=time]");
      tab.click("input[name=silicon]");
      tab.await("!document.querySelector('.results table').textContent.includes('ns a call')");
      if (Compilers.all().stream().anyMatch(compiler -> compiler.name().equals("gcc"))) {
        List.of("V0", "V5", "own", "gcc").forEach(value -> tab.click("input[value=" + value + "]"));
        tab.await("document.querySelector('.results table').textContent.includes('gcc')");
        tab.evaluate("document.querySelector(\"" + FLAG + "\").closest('details').open = true");
        tab.click(FLAG);
        tab.await(ROWS.formatted(2));
        tab.await("document.querySelector('.results table').textContent.includes('-O3')");
      }
      assertEquals(List.of(), tab.problems());
    }
  }

  @Test
  void aRaceIsExploredAndTheLinkHoldsIt() throws IOException {
    try (Browser browser = Chromium.start()) {
      Tab tab = visit(browser, 1400, "light", "");
      tab.click(".controls .tabs button:nth-child(2)");
      tab.await("document.querySelector('.litmus').textContent.includes('Allowed')");
      tab.await("document.querySelectorAll('.lanes tbody tr').length > 3");
      tab.chooseByMouse(".controls > select", "SB+mfences.litmus");
      tab.await("document.querySelector('.litmus h3').textContent === 'SB+mfences'");
      tab.await("location.hash.length > 50");
      String fragment = (String) tab.evaluate("location.hash");
      clean(tab);
      Tab other = visit(browser, 390, "dark", fragment);
      other.await("document.querySelector('.litmus h3').textContent === 'SB+mfences'");
      Chromium.checkWidth(other);
      clean(other);
      Chromium.checkForEveryone(other);
    }
  }

  @Test
  void thePageIsForEveryoneAtEveryWidth() throws IOException {
    try (Browser browser = Chromium.start()) {
      for (int width : List.of(390, 1280, 2560)) {
        Tab tab = visit(browser, width, width == 1280 ? "dark" : "light", "");
        tab.await(ROWS.formatted(3));
        Chromium.checkWidth(tab);
        Chromium.checkForEveryone(tab);
      }
    }
  }

  /** The picture in the README is what the page shows for its first example. */
  @Test
  void thePictureIsCurrent() throws IOException {
    try (Browser browser = Chromium.start()) {
      Tab tab = visit(browser, 1400, "light", "");
      tab.await(ROWS.formatted(3));
      tab.await("document.querySelectorAll('.aligned tr.differs').length > 3");
      Pictures.check("live.svg", Pictures.ofLivePage(tab));
    }
  }

  /** A fragment that is not a state is not one; the page begins as without it. */
  @Test
  void aBrokenLinkOpensThePage() throws IOException {
    try (Browser browser = Chromium.start()) {
      Tab tab = visit(browser, 1280, "light", "#%3Cscript%3E");
      tab.await(ROWS.formatted(3));
      assertTrue(tab.problems().isEmpty(), tab.problems().toString());
    }
  }

  /** A server that is busy is asked again; if it stays busy, its words are shown. */
  @Test
  void aBusyServerIsAskedAgain() throws IOException {
    try (Browser browser = Chromium.start()) {
      Tab tab = visit(browser, 1280, "light", "");
      tab.await(ROWS.formatted(3));
      assertEquals("answered after 3", tab.evaluate(asked(2)));
      assertEquals("busy after 4", tab.evaluate(asked(100)));
    }
  }

  /** Returns a script that asks for the examples while the server is busy a number of times. */
  private static String asked(int busy) {
    return """
    (async () => {
      const { ask } = await import("fastpath/request.js");
      const real = window.fetch;
      let attempts = 0;
      window.fetch = (...all) =>
        ++attempts > %d ? real(...all) : Promise.resolve(new Response("busy", { status: 503 }));
      try {
        return ((await ask("examples", {})).length > 10 ? "answered" : "few") + " after " + attempts;
      } catch (error) {
        return error.message + " after " + attempts;
      } finally {
        window.fetch = real;
      }
    })()\
    """
        .formatted(busy);
  }
}
