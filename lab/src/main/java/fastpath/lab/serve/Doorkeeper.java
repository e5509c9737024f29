package fastpath.lab.serve;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which requests are admitted.
 *
 * @param token the random text with which the path of every admitted request begins
 * @param hosts the values of the Host header that are admitted
 */
record Doorkeeper(String token, Set<String> hosts) {
  /** Returns a doorkeeper with a new token, for a port of the loopback address. */
  static Doorkeeper at(int port) {
    return new Doorkeeper(RandomText.next(), Set.of("127.0.0.1:" + port, "localhost:" + port));
  }

  /** Returns the path behind the token; empty if the request is not admitted. */
  Optional<String> admit(String path, Headers headers) {
    String host = headers.getFirst("Host");
    String origin = headers.getFirst("Origin");
    if (host == null || !hosts.contains(host)) {
      return Optional.empty();
    }
    if (origin != null && !origin.equals("http://" + host)) {
      return Optional.empty();
    }
    int end = path.indexOf('/', 1);
    return end > 0 && isToken(path.substring(1, end))
        ? Optional.of(path.substring(end + 1))
        : Optional.empty();
  }

  /** Compares in a time that does not depend on where the texts differ. */
  private boolean isToken(String text) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }
}
