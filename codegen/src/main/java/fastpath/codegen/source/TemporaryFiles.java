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
 * Temporary folders and files of this process. Each file is removed on its user's request, and at
 * the latest when the JVM ends, also by SIGINT or SIGTERM. All methods may be called from several
 * threads.
 */
public final class TemporaryFiles {
  /**
   * Removal is repeated, because a compiler that was killed may still create a file in the folder.
   */
  private static final int ATTEMPTS = 3;

  /** The files to remove when the JVM ends. */
  private static final Set<Path> LEFT = ConcurrentHashMap.newKeySet();

  /**
   * True from the moment at which the JVM removes what is left. A thread that still runs then may
   * ask for a folder, which is removed at once.
   */
  private static volatile boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFiles::removeAll));
  }

  private TemporaryFiles() {}

  /**
   * Creates a temporary folder in the folder {@code fastpath.tmpdir}, which the launcher sets from
   * TMPDIR; if the property is empty, in {@code java.io.tmpdir}.
   *
   * @param prefix the start of the folder's name
   * @throws IOException with the parent folder and the reason, if no folder can be created
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
      if (ending) {
        remove(folder);
      }
      return folder;
    } catch (IOException e) {
      throw new IOException(parent + ": no folder can be made in it; set TMPDIR", e);
    }
  }

  /**
   * Writes a file in a temporary folder.
   *
   * @throws IOException with the file and the reason, for example that the disk is full
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      String why = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
      throw new IOException(file + ": " + why + "; TMPDIR names another folder", e);
    }
  }

  /** Marks a file for removal when the JVM ends, unless {@link #keep} is called before. */
  public static void removeAtEnd(Path file) {
    LEFT.add(file);
  }

  /** Cancels {@link #removeAtEnd} for a file that is complete. */
  public static void keep(Path file) {
    LEFT.remove(file);
  }

  /** Removes a file, or a folder with its contents. A file that does not exist is no error. */
  public static void remove(Path file) {
    for (int i = 0; i < ATTEMPTS && Files.exists(file); i++) {
      try (Stream<Path> files = Files.walk(file)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(f -> f.delete());
      } catch (IOException | java.io.UncheckedIOException e) {
        // Another process has just created or removed a file in the folder; the next attempt sees
        // the change.
        continue;
      }
    }
    // Not before: the end of the JVM waits for files in this set alone.
    LEFT.remove(file);
  }

  private static void removeAll() {
    ending = true;
    if (!LEFT.isEmpty()) {
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      LEFT.forEach(TemporaryFiles::remove);
    }
  }
}
