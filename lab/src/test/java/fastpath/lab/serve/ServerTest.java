package fastpath.lab.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what the server admits, refuses and bounds, with a service that answers at once. */
class ServerTest {
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final CountDownLatch busy = new CountDownLatch(1);
  private Server server;
  private URI address;

  @BeforeEach
  void start() throws IOException {
    server = Server.start(0, this::answer);
    address = URI.create(server.address());
  }

  @AfterEach
  void stop() {
    busy.countDown();
    server.close();
  }

  private String answer(String what, Form form, Deadline deadline) {
    if (what.equals("wait")) {
      try {
        busy.await(WAIT.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (what.equals("wrong")) {
      throw new IllegalArgumentException("wrong");
    }
    if (what.equals("silent")) {
      throw new IllegalArgumentException();
    }
    if (what.equals("broken")) {
      throw new IllegalStateException("two\nlines");
    }
    if (what.equals("deep")) {
      throw new StackOverflowError();
    }
    return "[\"" + what + "\", " + form.first("a").length() + "]";
  }

  /** Sends a request as it is written, and returns the answer's first line. */
  private String send(String request, int bodyBytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
      socket.setSoTimeout((int) WAIT.toMillis());
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] part = "a".repeat(1 << 16).getBytes(StandardCharsets.ISO_8859_1);
      try {
        for (int sent = 0; sent < bodyBytes; sent += part.length) {
          out.write(part, 0, Math.min(part.length, bodyBytes - sent));
        }
      } catch (IOException e) {
        // The server closed the connection, which is one way to refuse a body.
        return "closed";
      }
      return firstLine(socket.getInputStream());
    }
  }

  private static String firstLine(InputStream in) {
    StringBuilder line = new StringBuilder();
    try {
      for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
        line.append((char) c);
      }
    } catch (IOException e) {
      return "closed";
    }
    return line.toString();
  }

  private String get(String path, String headers) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n", 0);
  }

  private String host() {
    return "Host: 127.0.0.1:" + address.getPort() + "\r\n";
  }

  private String post(String what, int bytes) throws IOException {
    return send(
        "POST "
            + address.getPath()
            + what
            + " HTTP/1.1\r\n"
            + host()
            + "Connection: close\r\n"
            + "Content-Length: "
            + (bytes + 2)
            + "\r\n\r\na=",
        bytes);
  }

  @Test
  void thePageIsThereForItsLink() throws IOException {
    assertEquals("HTTP/1.1 200 OK", get(address.getPath(), host()));
    assertEquals("HTTP/1.1 200 OK", get(address.getPath() + "page/live.js", host()));
    assertEquals("HTTP/1.1 200 OK", get(address.getPath() + "library/codemirror__view.js", host()));
    assertEquals("HTTP/1.1 200 OK", post("measure", 100));
  }

  @ParameterizedTest
  @CsvSource({
    "no token, /, HOST, ''",
    "another token, /0123456789abcdef0123456789abcdef/, HOST, ''",
    "a part of the token, PART, HOST, ''",
    "another host, PATH, example.org, ''",
    "another port, PATH, 127.0.0.1:1, ''",
    "no host, PATH, '', ''",
    "another origin, PATH, HOST, http://example.org",
    "an origin of another port, PATH, HOST, http://127.0.0.1:1",
    "an opaque origin, PATH, HOST, null",
  })
  void isRefused(String why, String path, String host, String origin) throws IOException {
    String own = address.getPath();
    String to = path.replace("PATH", own).replace("PART", own.substring(0, own.length() - 3) + "/");
    String from = host.equals("HOST") ? host() : host.isEmpty() ? "" : "Host: " + host + "\r\n";
    String line = get(to, from + (origin.isEmpty() ? "" : "Origin: " + origin + "\r\n"));
    assertTrue(line.matches("HTTP/1.1 (403 Forbidden|400 .*)"), why + ": " + line);
  }

  @Test
  void aPathLeadsToNoFile() throws IOException {
    for (String path : List.of("../pom.xml", "page/../../x", "page/%2e%2e/x", "library/", "x")) {
      assertEquals("HTTP/1.1 404 Not Found", get(address.getPath() + path, host()), path);
    }
  }

  @Test
  void aLargeBodyIsRefusedAndTheNextRequestIsAnswered() throws IOException {
    String line = post("measure", 10 << 20);
    assertTrue(line.equals("closed") || line.startsWith("HTTP/1.1 413"), line);
    assertEquals("HTTP/1.1 200 OK", post("measure", 1000));
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    assertEquals("HTTP/1.1 400 Bad Request", post("wrong", 1));
    assertEquals("HTTP/1.1 400 Bad Request", post("silent", 1));
    assertEquals(
        "HTTP/1.1 405 Method Not Allowed",
        send(
            "PUT " + address.getPath() + " HTTP/1.1\r\n" + host() + "Content-Length: 0\r\n\r\n",
            0));
  }

  /** A request whose work throws something has an answer, and so has the next request. */
  @Test
  void aDefectIsSaid() throws IOException {
    assertEquals("HTTP/1.1 500 Internal Server Error", post("broken", 1));
    assertEquals("HTTP/1.1 500 Internal Server Error", post("deep", 1));
    assertEquals("HTTP/1.1 200 OK", post("measure", 1));
  }

  @Test
  void eachActionOfADeadlineIsRunOnce() {
    List<String> ran = new ArrayList<>();
    Work.Ends ends = new Work.Ends();
    ends.atEnd(() -> ran.add("before"));
    ends.end();
    ends.atEnd(() -> ran.add("after"));
    ends.end();
    assertEquals(List.of("before", "after"), ran);
  }

  /** Two hundred connections that say nothing do not keep anyone else from the page. */
  @Test
  void idleConnectionsAreBorne() throws IOException {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        idle.add(new Socket("127.0.0.1", address.getPort()));
      }
      assertEquals("HTTP/1.1 200 OK", get(address.getPath(), host()));
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  /** Two hundred requests that stop in the middle do not keep anyone else from an answer. */
  @Test
  void halfRequestsAreBorne() throws IOException {
    String half =
        "POST "
            + address.getPath()
            + "measure HTTP/1.1\r\n"
            + host()
            + "Content-Length: 9\r\n\r\na=";
    List<Socket> begun = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = new Socket("127.0.0.1", address.getPort());
        begun.add(socket);
        socket.getOutputStream().write(half.getBytes(StandardCharsets.ISO_8859_1));
      }
      assertEquals("HTTP/1.1 200 OK", post("measure", 1));
    } finally {
      for (Socket socket : begun) {
        socket.close();
      }
    }
  }

  /** Of many requests at once some are refused, and when the others are done the page goes on. */
  @Test
  void requestsAtOnceAreBounded() throws IOException {
    List<CompletableFuture<String>> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      lines.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return post("wait", 1);
                } catch (IOException e) {
                  return e.toString();
                }
              },
              task -> Thread.ofVirtual().start(task)));
    }
    CompletableFuture.anyOf(lines.toArray(CompletableFuture[]::new)).join();
    busy.countDown();
    List<String> all = lines.stream().map(CompletableFuture::join).toList();
    assertTrue(all.stream().anyMatch(line -> line.startsWith("HTTP/1.1 503")), all.toString());
    assertTrue(all.stream().filter(line -> line.startsWith("HTTP/1.1 200")).count() >= 2);
    assertEquals("HTTP/1.1 200 OK", post("measure", 1));
  }
}
