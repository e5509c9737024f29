package fastpath.codegen.source;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Temporary folders and files of this process. Each is removed when its user asks for that, and at
 * the latest when the JVM ends, also by SIGINT or SIGTERM. All methods may be called from several
 * threads.
 */
public final class TemporaryFiles {
  /** A compiler that was killed may still create a file in a folder that is being removed. */
  private static final int ATTEMPTS = 3;

  /** Files to remove when the JVM ends. */
  private static final Set<Path> LEFT = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFiles::removeAll));
  }

  private TemporaryFiles() {}

  /**
   * Creates a folder under that of {@code fastpath.tmpdir}, which the launcher takes from TMPDIR;
   * if that is empty, under the JVM's own, {@code java.io.tmpdir}.
   *
   * @param prefix of its name
   * @throws IOException naming that folder and the reason, if none can be made there
   */
  public static Path folder(String prefix) throws IOException {
    String named = System.getProperty("fastpath.tmpdir", "");
    Path parent = Path.of(named.isEmpty() ? System.getProperty("java.io.tmpdir") : named);
    if (!Files.isDirectory(parent)) {
      throw new IOException(parent + ": no such folder for temporary files; set TMPDIR");
    }
    try {
      Path folder = Files.createTempDirectory(parent, prefix);
      LEFT.add(folder);
      return folder;
    } catch (IOException e) {
      throw new IOException(parent + ": no folder can be made in it; set TMPDIR", e);
    }
  }

  /**
   * Writes a file in such a folder.
   *
   * @throws IOException naming the file and the reason, as that the disk is full
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      String why = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
      throw new IOException(file + ": " + why + "; TMPDIR names another folder", e);
    }
  }

  /** Removes a file when the JVM ends, unless {@link #keep} is called before. */
  public static void removeAtEnd(Path file) {
    LEFT.add(file);
  }

  /** Cancels {@link #removeAtEnd} for a file that is complete. */
  public static void keep(Path file) {
    LEFT.remove(file);
  }

  /** Removes a file, or a folder with its contents. What is gone already is no error. */
  public static void remove(Path file) {
    LEFT.remove(file);
    for (int i = 0; i < ATTEMPTS && Files.exists(file); i++) {
      try (Stream<Path> files = Files.walk(file)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(f -> f.delete());
      } catch (IOException | java.io.UncheckedIOException e) {
        // A file is created or removed in the folder at this moment; the next attempt sees the
        // rest.
        continue;
      }
    }
  }

  private static void removeAll() {
    if (!LEFT.isEmpty()) {
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      LEFT.forEach(TemporaryFiles::remove);
    }
  }
}
