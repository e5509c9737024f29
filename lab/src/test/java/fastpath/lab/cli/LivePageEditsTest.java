package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.lab.page.Browser;
import fastpath.lab.page.Chromium;
import fastpath.lab.page.Tab;
import fastpath.lab.serve.Server;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Edits a hundred lines of C many times in the live page, each time until three variants of our
 * compiler show what the text then says. {@code -Dfastpath.page.edits=500} makes as many edits, and
 * prints latencies and memory.
 */
class LivePageEditsTest {
  private static final int EDITS = Integer.getInteger("fastpath.page.edits", 6);
  private static final String INPUT = "document.querySelector('input[name=%s]').value";
  private static final String ROWS = "document.querySelector('.results').dataset.rows === '3'";

  /** Notes when an edit began, and when a row with the value that it makes has been painted. */
  private static final String WATCH =
      """
      (async () => {
        const { EditorView } = await import("@codemirror/view");
        window.view = EditorView.findFromDOM(document.querySelector(".cm-editor"));
        window.took = [];
        document.querySelector(".cm-content").addEventListener("beforeinput",
          () => { window.began ??= performance.now(); }, { capture: true });
        window.expect = (value) => {
          window.began = null;
          performance.clearResourceTimings();
          window.shown = new Promise((done) => {
            const results = document.querySelector(".results");
            const look = () => {
              if (results.dataset.rows === "3" && results.querySelector("table").textContent.split(value).length > 3) {
                observer.disconnect();
                const found = performance.now();
                requestAnimationFrame(() => setTimeout(() => {
                  const [entry] = performance.getEntriesByType("resource").slice(-1);
                  const end = performance.now();
                  done([end - window.began, entry.requestStart - window.began,
                    entry.responseEnd - entry.requestStart, found - entry.responseEnd, end - found,
                    entry.decodedBodySize]);
                }));
              }
            };
            const observer = new MutationObserver(look);
            observer.observe(results, { childList: true, subtree: true, attributes: true });
          });
        };
        return 0;
      })()\
      """;

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

  private static Tab visit(Browser browser) {
    Tab tab = browser.open();
    tab.look(1400, 900, "light");
    tab.visit(server.address());
    tab.await(ROWS);
    return tab;
  }

  /** Replaces the editor's text by typing. */
  private static void replace(Tab tab, String text) {
    tab.evaluate("document.querySelector('.cm-content').focus()");
    tab.selectAll();
    tab.type(text);
  }

  /** Returns a hundred lines of C, of which function f returns what the last one is told to. */
  private static String source() {
    String steps =
        IntStream.range(0, 22)
            .mapToObj(i ->
                """
                static inline long step%d(struct node *node, long value)
                {
                \treturn value %s node->field[%d] ? value + %d : node->field[%d];
                }
                """
                    .formatted(i, i % 2 == 0 ? "<" : ">", i % 8, i, (i + 3) % 8))
            .collect(Collectors.joining());
    return """
    #include <linux/preempt.h>
    struct node { long field[8]; };
    static struct node node;
    """
        + steps
        + """
        long f(long value)
        {
        \tpreempt_disable();
        %s\
        \tpreempt_enable();
        \treturn 1000;
        }
        """
            .formatted(
                IntStream.range(0, 4)
                    .mapToObj(i -> "\tnode.field[%d] += step%d(&node, value);\n".formatted(i, i))
                    .collect(Collectors.joining()));
  }

  /** A user who replaces the example is offered the function typed, and sees what an edit adds. */
  @Test
  void aRegressionInAFunctionOfOnesOwnIsSeen() throws IOException {
    String mine =
        """
        #include <linux/preempt.h>
        static long items[16];
        long other(long step) { return step; }
        long take(long step)
        {
        \tlong item;
        \tpreempt_disable();
        \titem = items[step];
        \tpreempt_enable();
        \treturn item;
        }
        """;
    try (Browser browser = Chromium.start()) {
      Tab tab = visit(browser);
      replace(tab, mine);
      tab.await("document.querySelectorAll('.results .tabs button').length === 2");
      assertEquals(
          "no symbol net_device_mtu in the program",
          tab.evaluate(
              "[...document.querySelectorAll('.results .problem')].map(p =>"
                  + " p.textContent.split(': ')[1]).join()"));
      tab.click(".results .tabs button:nth-child(2)");
      tab.await(ROWS + " && document.querySelector('.results').textContent.includes('of take')");
      assertEquals(
          "take ", tab.evaluate(INPUT.formatted("call") + "+ ' ' +" + INPUT.formatted("setup")));
      replace(tab, mine.replace("items[step];", "items[step] + items[step + 1];"));
      tab.await("document.querySelector('.changes') !== null");
      String changes = (String) tab.evaluate("document.querySelector('.changes').textContent");
      assertTrue(
          changes.matches(".*take, V0 own: (\\d+) → (?!\\1)\\d+; take, V1 own: .*"), changes);
      assertEquals(List.of(), tab.problems());
    }
  }

  @Test
  void everyEditIsShown() throws IOException {
    try (Browser browser = Chromium.start()) {
      Tab tab = visit(browser);
      replace(tab, source());
      for (List<String> field :
          List.of(List.of("call", "f"), List.of("setup", ""), List.of("args", "7"))) {
        tab.evaluate(
            "(() => { const e = document.querySelector('input[name=%s]'); e.value = '%s';"
                    .formatted(field.get(0), field.get(1))
                + " e.dispatchEvent(new Event('input')); })()");
      }
      tab.await(
          ROWS + " && document.querySelector('.results table').textContent.includes('0x3e8')");
      tab.evaluate(WATCH);
      double[][] took = new double[EDITS][];
      for (int i = 0; i < EDITS; i++) {
        took[i] = edit(tab, 1001 + i);
        if (i % 50 == 0 && EDITS > 50) {
          memory(tab, i);
        }
      }
      assertEquals(List.of(), tab.problems());
      if (EDITS > 50) {
        memory(tab, EDITS);
        print(took);
      }
    }
  }

  /** Replaces the number that f returns by typing, and returns milliseconds until it is shown. */
  private static double[] edit(Tab tab, int number) {
    tab.evaluate(
        """
        (() => {
          const text = view.state.doc.toString();
          const at = /\\d+(?=;\\n}\\n$)/.exec(text);
          view.focus();
          view.dispatch({ selection: { anchor: at.index, head: at.index + at[0].length } });
          expect("0x%x");
        })()\
        """
            .formatted(number));
    tab.type(Integer.toString(number));
    Object took = tab.evaluate("shown");
    return ((List<?>) took).stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
  }

  private static void memory(Tab tab, int edits) {
    System.out.println("after " + edits + " edits: " + tab.memory());
  }

  private static void print(double[][] took) {
    List<String> names = List.of("total", "wait", "server", "build", "paint", "bytes");
    for (int column = 0; column < names.size(); column++) {
      int at = column;
      double[] sorted = Arrays.stream(took).mapToDouble(each -> each[at]).sorted().toArray();
      System.out.printf(
          Locale.ROOT,
          "%s: median %.0f, p95 %.0f, largest %.0f%n",
          names.get(column),
          sorted[sorted.length / 2],
          sorted[sorted.length * 95 / 100],
          sorted[sorted.length - 1]);
    }
  }
}
