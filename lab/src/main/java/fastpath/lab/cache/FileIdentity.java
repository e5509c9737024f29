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
 * What tells that a file has not been changed, without reading it: device, inode, size and the
 * times of its last change, in nanoseconds. No program can set the time of an inode's last change.
 *
 * @param text all of these, in one line
 * @param changed the last change, nanoseconds since 1970
 */
public record FileIdentity(String text, long changed) {
  /** A file that was changed so lately may be changed again within one tick of the file's clock. */
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** The file's identity; empty where the file system does not tell it, or there is no file. */
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

  /** Whether its last change is so long ago that another one would show. */
  public boolean isSettled() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - changed > SETTLED_NANOS;
  }

  /** The key of what is known of the file. */
  public CacheKey key(String kind) {
    return CacheKey.of(kind, text.getBytes(StandardCharsets.UTF_8));
  }
}
