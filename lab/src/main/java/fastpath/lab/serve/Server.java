package fastpath.lab.serve;

import com.google.common.collect.ImmutableMap;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fastpath.lab.text.Paragraph;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The web server of the live page, on the loopback address. */
public final class Server implements AutoCloseable {
  /** The largest body of a request, in bytes. */
  private static final int MOST_BYTES = 256 << 10;

  private static final int BACKLOG = 64;

  private static final String JSON = "application/json";
  private static final String PLAIN = "text/plain; charset=utf-8";

  /**
   * Limits of the JDK's server, which it reads as system properties: seconds for a request to
   * arrive, connections at once, and seconds that an idle connection is kept.
   */
  private static final Map<String, String> LIMITS =
      ImmutableMap.of(
          "sun.net.httpserver.maxReqTime", "10",
          "jdk.httpserver.maxConnections", "512",
          "sun.net.httpserver.idleInterval", "20");

  private final HttpServer server;
  private final Doorkeeper doorkeeper;
  private final Assets assets = new Assets();
  private final Service service;
  private final Work work = new Work();
  private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();

  private Server(HttpServer server, Service service) {
    this.server = server;
    this.service = service;
    doorkeeper = Doorkeeper.at(server.getAddress().getPort());
    server.setExecutor(connections);
    server.createContext("/", this::handle);
  }

  /**
   * Starts a server.
   *
   * @param port the port; 0 for one that is free
   * @throws IOException if the port cannot be used
   */
  public static Server start(int port, Service service) throws IOException {
    LIMITS.forEach(System::setProperty);
    InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
    Server server =
        new Server(HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG), service);
    server.server.start();
    return server;
  }

  /** Returns the page's address, which has the token. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + doorkeeper.token() + "/";
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<String> path =
          doorkeeper.admit(exchange.getRequestURI().getRawPath(), exchange.getRequestHeaders());
      if (path.isEmpty()) {
        send(exchange, 403, PLAIN, "not admitted: open the link that fastpath serve printed");
      } else if (exchange.getRequestMethod().equals("GET")) {
        get(exchange, path.get());
      } else if (exchange.getRequestMethod().equals("POST")) {
        post(exchange, path.get());
      } else {
        send(exchange, 405, PLAIN, "GET and POST alone");
      }
    }
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    Optional<Assets.Asset> asset = assets.at(path);
    if (asset.isPresent()) {
      asset.get().headers().forEach(exchange.getResponseHeaders()::set);
      send(exchange, 200, asset.get().type(), asset.get().text());
    } else {
      send(exchange, 404, PLAIN, "nothing here");
    }
  }

  private void post(HttpExchange exchange, String what) throws IOException {
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readNBytes(MOST_BYTES + 1);
    }
    if (body.length > MOST_BYTES) {
      // The rest of the body is not read: the connection ends.
      exchange.getResponseHeaders().set("Connection", "close");
      send(exchange, 413, PLAIN, "a request has at most " + MOST_BYTES + " bytes");
      return;
    }
    try {
      Form form = Form.of(new String(body, StandardCharsets.UTF_8));
      Optional<String> answer = work.run(deadline -> service.answer(what, form, deadline));
      if (answer.isPresent()) {
        send(exchange, 200, JSON, answer.get());
      } else {
        send(exchange, 503, PLAIN, "too much at once, or it took too long");
      }
    } catch (IllegalArgumentException e) {
      send(exchange, 400, PLAIN, oneLine(e));
    } catch (RuntimeException e) {
      send(exchange, 500, PLAIN, "a defect of fastpath: " + oneLine(e));
    }
  }

  /** Returns an exception's message, or its class if it has none, in one line. */
  private static String oneLine(RuntimeException e) {
    return Paragraph.oneLine(e.getMessage() == null ? e.toString() : e.getMessage());
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    work.close();
    connections.shutdownNow();
  }
}
