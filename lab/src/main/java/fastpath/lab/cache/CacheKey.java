package fastpath.lab.cache;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The key of a kept value, which identifies everything that the value was made from.
 *
 * @param kind the kind and format of the value
 * @param digest the SHA-256 of everything that the value depends on
 */
public record CacheKey(String kind, String digest) {
  /** Returns the key of a value that is made from the given bytes alone. */
  public static CacheKey of(String kind, byte[]... parts) {
    MessageDigest sha = sha256();
    for (byte[] part : parts) {
      sha.update(part);
    }
    return new CacheKey(kind, HexFormat.of().formatHex(sha.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  String fileName() {
    return kind + "-" + digest;
  }
}
