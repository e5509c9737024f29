package fastpath.lab.page;

import fastpath.lab.text.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tab of the browser. */
public final class Tab {
  private final Browser browser;
  private final String session;

  Tab(Browser browser, String session) {
    this.browser = browser;
    this.session = session;
    call("Page.enable", Map.of());
    call("Runtime.enable", Map.of());
    call("Network.enable", Map.of());
    call("Log.enable", Map.of());
  }

  Map<String, Object> call(String method, Map<String, ?> parameters) {
    return browser.call(session, method, parameters);
  }

  /** Sets the window's size in CSS pixels, and the colour scheme, light or dark. */
  public void look(int width, int height, String scheme) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  public void visit(String address) {
    call("Page.navigate", Map.of("url", address));
  }

  /** Returns the value of an expression of JavaScript; a promise is awaited. */
  public Object evaluate(String expression) {
    Map<String, Object> answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return Browser.asMap(answer.get("result")).get("value");
  }

  /** Waits until an expression is true; fails after two minutes. */
  public void await(String expression) {
    Object value =
        evaluate(
            "(async () => { const end = Date.now() + 120000; while (Date.now() < end) { try { if ("
                + expression
                + ") { return true; } } catch { /* not there yet */ } await new Promise(r =>"
                + " setTimeout(r, 20)); } return false; })()");
    if (!Boolean.TRUE.equals(value)) {
      throw new AssertionError("never true: " + expression + "; problems: " + problems());
    }
  }

  /** Clicks in the middle of the element that a selector matches first. */
  public void click(String selector) {
    List<?> at =
        (List<?>)
            evaluate(
                "(() => { const e = document.querySelector("
                    + Json.write(selector)
                    + "); e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect();"
                    + " return [b.x + Math.min(b.width / 2, 40), b.y + b.height / 2]; })()");
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          Map.of("type", type, "x", at.get(0), "y", at.get(1), "button", "left", "clickCount", 1));
    }
  }

  /** Chooses an item of a list box: opens the list by the mouse, goes to the item, and takes it. */
  public void chooseByMouse(String selector, String value) {
    click(selector);
    take(selector, value);
  }

  /** Chooses an item of a list box that a key opens, by the keyboard alone. */
  public void chooseByKeyboard(String selector, String value) {
    evaluate("document.querySelector(" + Json.write(selector) + ").focus()");
    press("ArrowDown");
    take(selector, value);
  }

  /**
   * Presses keys until an open list is at an item, and takes the item; fails if the list box says
   * that another one was chosen.
   */
  private void take(String selector, String value) {
    String box = "document.querySelector(" + Json.write(selector) + ")";
    // Asked before the page is, which may make the list anew.
    evaluate(
        "document.addEventListener('change', e => { window.chosen = e.target.value; },"
            + " {once: true, capture: true}); window.chosen = null");
    long steps =
        ((Number)
                evaluate(
                    "[...%s.options].findIndex(o => o.value === %s) - %s.selectedIndex"
                        .formatted(box, Json.write(value), box)))
            .longValue();
    // The list is a window of its own, which opens some time after the click.
    evaluate("new Promise(r => setTimeout(r, 500))");
    for (long i = 0; i < Math.abs(steps); i++) {
      press(steps > 0 ? "ArrowDown" : "ArrowUp");
    }
    press("Enter");
    await("window.chosen === " + Json.write(value));
  }

  /** Presses a key, such as ArrowDown, Tab or Enter. */
  public void press(String key) {
    Map<String, Integer> codes =
        Map.of(
            "Tab",
            9,
            "Enter",
            13,
            "Escape",
            27,
            "End",
            35,
            "Home",
            36,
            "ArrowLeft",
            37,
            "ArrowUp",
            38,
            "ArrowRight",
            39,
            "ArrowDown",
            40);
    Map<String, Object> event = new HashMap<>();
    event.put("key", key.equals("Space") ? " " : key);
    event.put("code", key);
    event.put("windowsVirtualKeyCode", key.equals("Space") ? 32 : codes.get(key));
    if (key.equals("Enter")) {
      event.put("text", "\r");
    } else if (key.equals("Space")) {
      event.put("text", " ");
    }
    event.put("type", event.containsKey("text") ? "keyDown" : "rawKeyDown");
    call("Input.dispatchKeyEvent", event);
    event.remove("text");
    event.put("type", "keyUp");
    call("Input.dispatchKeyEvent", event);
  }

  /** Presses Ctrl and A. */
  public void selectAll() {
    Map<String, Object> event = new HashMap<>();
    event.put("key", "a");
    event.put("code", "KeyA");
    event.put("windowsVirtualKeyCode", 65);
    event.put("modifiers", 2);
    event.put("type", "rawKeyDown");
    call("Input.dispatchKeyEvent", event);
    event.put("type", "keyUp");
    call("Input.dispatchKeyEvent", event);
  }

  /** Types a text where the focus is. */
  public void type(String text) {
    call("Input.insertText", Map.of("text", text));
  }

  /** Returns a PNG of what the window shows, or of the whole page. */
  public byte[] picture(boolean whole) {
    Map<String, Object> answer =
        call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole));
    return Base64.getDecoder().decode((String) answer.get("data"));
  }

  /** Returns what went wrong so far: exceptions, errors on the console, and errors of the log. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    browser.events(session, "Runtime.exceptionThrown").forEach(e -> problems.add(e.toString()));
    browser.events(session, "Runtime.consoleAPICalled").stream()
        .filter(e -> List.of("error", "warning").contains(e.get("type")))
        .forEach(e -> problems.add(e.toString()));
    browser.events(session, "Log.entryAdded").forEach(e -> problems.add(e.toString()));
    return problems;
  }

  /** Returns what the page holds after a collection: bytes of its heap, and nodes and listeners. */
  public String memory() {
    call("HeapProfiler.collectGarbage", Map.of());
    return "heap "
        + call("Runtime.getHeapUsage", Map.of()).get("usedSize")
        + " bytes, "
        + call("Memory.getDOMCounters", Map.of());
  }

  /** Returns the addresses that the tab requested. */
  public List<String> requests() {
    return browser.events(session, "Network.requestWillBeSent").stream()
        .map(e -> (String) Browser.asMap(e.get("request")).get("url"))
        .toList();
  }
}
