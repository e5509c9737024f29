package fastpath.lab.cache;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A cache that keeps values in the files of one folder of the user. The folder has mode 0700; the
 * cache neither reads nor writes a folder that belongs to another user or has another mode. A file
 * begins with two checksums of the value, CRC-32C and CRC-32. If a checksum does not match, the
 * value is computed again. The checksums detect damage; a digest would not protect better, because
 * an attacker who can write the file can write the digest too. A file is written under a temporary
 * name and then renamed, so that several commands may use the folder at the same time. The oldest
 * files are removed when the folder exceeds 300 MiB. If the folder cannot be used, every value is
 * computed again.
 */
public final class Cache {
  /** The size limit of the folder in bytes. */
  public static final long LARGEST = 300L << 20;

  private static final int CHECKSUM_BYTES = 8;
  private static final String TEMPORARY = ".tmp";

  /**
   * The number of bytes that are read or written at once. The Java platform copies the bytes of one
   * call through memory outside of the heap, which a whole kernel would enlarge by 60 MiB.
   */
  private static final int CHUNK = 1 << 16;

  /**
   * The age in milliseconds above which a temporary file is taken as left behind by a killed
   * command.
   */
  private static final long STALE_MILLIS = 3_600_000;

  /** The folder may exceed its limit by one part in so many before its size is looked at again. */
  private static final int PARTS = 16;

  private final Path folder;
  private final long largest;

  /** The bytes that were written since the size of the folder was looked at. */
  private final AtomicLong written;

  private Cache(Path folder, long largest) {
    this.folder = folder;
    this.largest = largest;
    this.written = new AtomicLong(largest);
  }

  /** Returns a cache that keeps nothing. */
  public static Cache none() {
    return new Cache(null, 0);
  }

  /**
   * Returns the cache in {@code $XDG_CACHE_HOME/fastpath}, or in {@code .cache/fastpath} of the
   * home folder if XDG_CACHE_HOME is not set.
   */
  public static Cache ofUser() {
    String base = System.getenv("XDG_CACHE_HOME");
    String home = System.getenv("HOME");
    if (base != null && base.startsWith("/")) {
      return in(Path.of(base, "fastpath"), LARGEST);
    }
    return home != null && home.startsWith("/")
        ? in(Path.of(home, ".cache", "fastpath"), LARGEST)
        : none();
  }

  /**
   * Returns a cache in a folder.
   *
   * @param largest the size limit of the folder in bytes
   */
  public static Cache in(Path folder, long largest) {
    return new Cache(folder, largest);
  }

  /** False for a cache that keeps nothing. */
  public boolean isKept() {
    return folder != null;
  }

  /** Returns the value of a key: the kept value, or a newly computed value, which is then kept. */
  public byte[] get(CacheKey key, Supplier<byte[]> make) {
    Optional<byte[]> kept = find(key);
    if (kept.isPresent()) {
      return kept.get();
    }
    byte[] made = make.get();
    put(key, made);
    return made;
  }

  /** Returns the kept value of a key; empty if no value is kept. */
  public Optional<byte[]> find(CacheKey key) {
    return isUsable() ? read(folder.resolve(key.fileName())) : Optional.empty();
  }

  /** Keeps the value of a key. */
  public void put(CacheKey key, byte[] value) {
    if (isUsable()) {
      write(folder.resolve(key.fileName()), value);
    }
  }

  private boolean isUsable() {
    return folder != null && isOurs();
  }

  private boolean isOurs() {
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(folder.getParent());
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Object owner = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
      Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      String mode =
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
      return owner.equals(self) && mode.equals("rwx------");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<byte[]> read(Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      byte[] checksum = new byte[CHECKSUM_BYTES];
      byte[] value;
      try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
        in.readFully(checksum);
        value = new byte[(int) (in.length() - CHECKSUM_BYTES)];
        for (int at = 0; at < value.length; at += CHUNK) {
          in.readFully(value, at, Math.min(CHUNK, value.length - at));
        }
      }
      if (Arrays.equals(checksum(value), checksum)) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
        return Optional.of(value);
      }
      Files.deleteIfExists(file);
      return Optional.empty();
    } catch (EOFException e) {
      remove(file);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static byte[] checksum(byte[] value) {
    CRC32C first = new CRC32C();
    CRC32 second = new CRC32();
    first.update(value);
    second.update(value);
    return ByteBuffer.allocate(CHECKSUM_BYTES)
        .putInt((int) first.getValue())
        .putInt((int) second.getValue())
        .array();
  }

  private void write(Path file, byte[] value) {
    if (value.length > largest) {
      return;
    }
    Path temporary = null;
    try {
      temporary = Files.createTempFile(folder, "", TEMPORARY);
      try (var out = Files.newOutputStream(temporary)) {
        out.write(checksum(value));
        for (int at = 0; at < value.length; at += CHUNK) {
          out.write(value, at, Math.min(CHUNK, value.length - at));
        }
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      if (written.addAndGet(value.length) >= largest / PARTS) {
        written.set(0);
        trim();
      }
    } catch (IOException e) {
      remove(temporary);
    }
  }

  private static void remove(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The folder is no longer writable; a later command removes the file.
      return;
    }
  }

  private record Kept(Path file, long bytes, long time) {}

  private void trim() throws IOException {
    List<Kept> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        try {
          long time = Files.getLastModifiedTime(file).toMillis();
          all.add(new Kept(file, Files.size(file), time));
        } catch (IOException e) {
          // Another command has removed the file.
          continue;
        }
      }
    }
    long bytes = all.stream().mapToLong(Kept::bytes).sum();
    all.sort(Comparator.comparingLong(Kept::time));
    long now = System.currentTimeMillis();
    for (Kept kept : all) {
      boolean temporary = kept.file.getFileName().toString().endsWith(TEMPORARY);
      if (temporary ? now - kept.time > STALE_MILLIS : bytes > largest) {
        remove(kept.file);
        bytes -= kept.bytes;
      }
    }
  }
}
