package fastpath.lab.cli;

import fastpath.codegen.source.TemporaryFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes a command's output file: either the whole file is replaced, or the old file stays
 * unchanged.
 */
final class OutputFile {
  private OutputFile() {}

  /**
   * Writes a temporary file in the same folder and then renames the file, so that no reader sees a
   * part of the output.
   *
   * @param option the command-line option that names the file, for messages
   * @param sources the source files of the output, which are never overwritten
   * @throws Failure if the file cannot be written; the message names the file and the reason
   */
  static void write(String option, Path to, byte[] bytes, List<String> sources) {
    refuse(option, to, sources);
    try {
      if (Files.exists(to) && !Files.isRegularFile(to)) {
        // Writes directly to a device or a pipe, which cannot be renamed.
        Files.write(to, bytes, StandardOpenOption.WRITE);
      } else {
        replace(Files.exists(to) ? to.toRealPath() : to.toAbsolutePath(), bytes);
      }
    } catch (IOException e) {
      throw Failure.usage("%s %s: %s", option, to, reason(e));
    }
  }

  private static void refuse(String option, Path to, List<String> sources) {
    if (Files.isDirectory(to)) {
      throw Failure.usage("%s %s: a folder", option, to);
    }
    if (!Files.isDirectory(to.toAbsolutePath().getParent())) {
      throw Failure.usage("%s %s: no such folder", option, to);
    }
    for (String source : sources) {
      if (isSame(to, source)) {
        throw Failure.usage("%s %s: this is the source, which would be lost", option, to);
      }
    }
  }

  private static boolean isSame(Path to, String source) {
    try {
      Path path = Inputs.path(source);
      return Files.exists(to) && Files.exists(path) && Files.isSameFile(to, path);
    } catch (IOException e) {
      return false;
    }
  }

  private static void replace(Path to, byte[] bytes) throws IOException {
    Path beside =
        to.resolveSibling("." + to.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    TemporaryFiles.removeAtEnd(beside);
    try {
      Files.write(beside, bytes, StandardOpenOption.CREATE_NEW);
      Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      TemporaryFiles.keep(beside);
    } finally {
      TemporaryFiles.remove(beside);
    }
  }

  /** Returns an error's message without the name of the temporary file. */
  private static String reason(IOException e) {
    if (e instanceof FileSystemException known && known.getReason() != null) {
      return known.getReason();
    }
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof FileSystemException || e.getMessage() == null
        ? "it cannot be written"
        : e.getMessage();
  }
}
