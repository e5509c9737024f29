package fastpath.lab.page;

import fastpath.codegen.source.TemporaryFiles;
import fastpath.lab.text.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium, driven by the DevTools protocol. */
public final class Browser implements AutoCloseable {
  /** Far above what an answer takes on a busy machine; a browser that hangs fails the test. */
  private static final long SECONDS = 240;

  private static final long FIRST_SECONDS = 20;

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Map<String, Object>>> answers =
      new ConcurrentHashMap<>();
  private final List<Map<String, Object>> events = new CopyOnWriteArrayList<>();

  private Browser(Process process, Path profile, String address) {
    this.process = process;
    this.profile = profile;
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), new Messages())
            .join();
  }

  /** Returns the path of Chromium; empty if this machine has none. */
  public static Optional<Path> executable() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts the browser. */
  public static Browser start() throws IOException {
    Path profile = TemporaryFiles.folder("fastpath-browser");
    Process process =
        new ProcessBuilder(
                executable().orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-extensions",
                "--hide-scrollbars",
                // A tab behind another one would have its timers slowed down.
                "--disable-background-timer-throttling",
                "--disable-backgrounding-occluded-windows",
                "--disable-renderer-backgrounding",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    BufferedReader lines = process.inputReader();
    String line = lines.readLine();
    while (line != null && !line.contains("DevTools listening on ")) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("Chromium did not start");
    }
    Thread.ofVirtual().start(() -> lines.lines().forEach(ignored -> {}));
    return new Browser(process, profile, line.substring(line.indexOf("ws://")));
  }

  /** True if the browser answers within some seconds. */
  boolean answers() {
    CompletableFuture<?> target =
        CompletableFuture.supplyAsync(
            () -> call(null, "Target.createTarget", Map.of("url", "about:blank")));
    try {
      target.get(FIRST_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Opens a tab of its own. */
  public Tab open() {
    String target =
        (String) call(null, "Target.createTarget", Map.of("url", "about:blank")).get("targetId");
    String session =
        (String)
            call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId");
    return new Tab(this, session);
  }

  /** Calls a method of the protocol, and returns its result. */
  Map<String, Object> call(String session, String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    Map<String, Object> message = new java.util.LinkedHashMap<>();
    message.put("id", id);
    if (session != null) {
      message.put("sessionId", session);
    }
    message.put("method", method);
    message.put("params", parameters);
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    answers.put(id, answer);
    synchronized (this) {
      socket.sendText(Json.write(message), true).join();
    }
    Map<String, Object> result = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    if (result.containsKey("error")) {
      throw new IllegalStateException(method + ": " + result.get("error"));
    }
    return asMap(result.get("result"));
  }

  /** Returns the events of a session so far, by the name of their method. */
  List<Map<String, Object>> events(String session, String method) {
    return events.stream()
        .filter(e -> session.equals(e.get("sessionId")) && method.equals(e.get("method")))
        .map(e -> asMap(e.get("params")))
        .toList();
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> asMap(Object value) {
    return (Map<String, Object>) value;
  }

  /** Collects messages, which may come in several parts. */
  private final class Messages implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        Map<String, Object> message = asMap(JsonText.read(parts.toString()));
        parts.setLength(0);
        if (message.get("id") instanceof Double id) {
          Optional.ofNullable(answers.remove(id.intValue()))
              .ifPresent(answer -> answer.complete(message));
        } else {
          events.add(message);
        }
      }
      webSocket.request(1);
      return null;
    }
  }

  @Override
  public void close() {
    socket.sendText("{\"id\": 0, \"method\": \"Browser.close\"}", true);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    socket.abort();
    TemporaryFiles.remove(profile);
  }
}
