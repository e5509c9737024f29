package fastpath.lab.page;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Operates the controls of a page one by one, and requires that the page changes. A page is opened
 * anew for each button and list box, since these may replace what is shown.
 */
public final class Controls {
  private static final String MARK = "[data-tested]";

  /** Expression for all visible controls, in the order of the document. */
  private static final String ALL =
      "[...document.querySelectorAll('button, input, select, summary, a[href]')]"
          + ".filter(e => e.checkVisibility() && e.ariaDisabled !== 'true')";

  /** What a person sees of the page, and what its link holds. */
  private static final String SEEN =
      "location.hash + document.body.innerHTML + [...document.querySelectorAll('input')]"
          + ".map(e => e.type === 'text' ? e.value : e.checked).join()"
          + " + document.activeElement.id";

  /** An option of a list box that is not chosen. */
  private static final String OTHER =
      "[...document.querySelector('"
          + MARK
          + "').options].find(o => !o.selected && o.value !== '').value";

  private final Supplier<Tab> page;
  private final boolean keyboard;

  private Controls(Supplier<Tab> page, boolean keyboard) {
    this.page = page;
    this.keyboard = keyboard;
  }

  /**
   * Operates every control.
   *
   * @param page opens the page and waits until it is complete
   * @param keyboard true to use keys alone, false to use the mouse where the control has a use for
   *     it
   * @return what was operated, a name each
   */
  public static List<String> operate(Supplier<Tab> page, boolean keyboard) {
    Controls controls = new Controls(page, keyboard);
    Tab first = page.get();
    int count = ((Number) first.evaluate(ALL + ".length")).intValue();
    return IntStream.range(0, count).mapToObj(controls::operate).toList();
  }

  private String operate(int at) {
    Tab tab = page.get();
    String name =
        (String)
            tab.evaluate(
                "(() => { const e = %s[%d]; e.dataset.tested = ''; return [e.tagName.toLowerCase(),"
                        .formatted(ALL, at)
                    + " e.type, e.name || e.getAttribute('aria-label') || e.closest('label')"
                    + "?.textContent.trim() || e.textContent, e.type === 'checkbox' ? e.value : '']"
                    + ".filter(x => x).join(' '); })()");
    tab.evaluate("window.seen = " + SEEN + "; document.querySelector('" + MARK + "').focus()");
    if (!Boolean.TRUE.equals(
        tab.evaluate("document.activeElement === document.querySelector('" + MARK + "')"))) {
      throw new AssertionError("takes no focus: " + name);
    }
    if (Boolean.TRUE.equals(
        tab.evaluate("document.querySelector('" + MARK + "').ariaPressed === 'true'"))) {
      // Pressing it again changes nothing; it takes the focus.
      return name;
    }
    act(tab, name.split(" ")[0] + " " + name.split(" ")[1]);
    try {
      tab.await("window.seen !== " + SEEN);
    } catch (AssertionError e) {
      throw new AssertionError("nothing changes by " + name, e);
    }
    if (!tab.problems().isEmpty()) {
      throw new AssertionError(name + ": " + tab.problems());
    }
    return name;
  }

  private void act(Tab tab, String kind) {
    switch (kind) {
      case "select select-one" -> {
        if (keyboard) {
          chooseNext(tab);
        } else {
          tab.chooseByMouse(MARK, (String) tab.evaluate(OTHER));
        }
      }
      case "input text" -> {
        if (!keyboard) {
          tab.click(MARK);
        }
        tab.type("3");
      }
      case "input checkbox" -> {
        if (keyboard) {
          tab.press("Space");
        } else {
          tab.click(MARK);
        }
      }
      default -> {
        if (keyboard) {
          tab.press("Enter");
        } else {
          tab.click(MARK);
        }
      }
    }
  }

  /** Presses the key that opens a list box or, in a list box that a key does not open, chooses. */
  private static void chooseNext(Tab tab) {
    tab.press("ArrowDown");
    tab.evaluate("new Promise(r => setTimeout(r, 500))");
    if (Boolean.TRUE.equals(tab.evaluate("window.seen === " + SEEN))) {
      tab.press("ArrowDown");
      tab.press("Enter");
    }
  }
}
