package fastpath.lab.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The properties of a file that change when the file's content changes: device, inode, size, and
 * the times of the last modification and the last inode change, in nanoseconds. A program cannot
 * set the time of the last inode change.
 *
 * @param text all properties, in one line
 * @param changed the time of the last inode change, in nanoseconds since 1970
 */
public record FileIdentity(String text, long changed) {
  /**
   * The age in nanoseconds of the last change, below which another change might have the same time.
   */
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(2);

  /**
   * Returns the identity of a file; empty if the file does not exist, or if the file system does
   * not provide the properties.
   */
  public static Optional<FileIdentity> of(Path file) {
    try {
      Map<String, Object> all =
          Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime");
      long changed = ((FileTime) all.get("ctime")).to(TimeUnit.NANOSECONDS);
      long modified = ((FileTime) all.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS);
      String text =
          "%s %s %s %d %d"
              .formatted(all.get("dev"), all.get("ino"), all.get("size"), modified, changed);
      return Optional.of(new FileIdentity(text, changed));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** True if the last change is so old that another change would have a different time. */
  public boolean isSettled() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - changed > SETTLED_NANOS;
  }

  /** Returns the cache key of a value that is known of the file in this state. */
  public CacheKey key(String kind) {
    return CacheKey.of(kind, text.getBytes(StandardCharsets.UTF_8));
  }
}
