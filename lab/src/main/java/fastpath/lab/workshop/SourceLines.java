package fastpath.lab.workshop;

import fastpath.kernelsrc.KernelSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the source lines that debug information names, in kernelsrc or in the user's files. */
public record SourceLines(KernelSources sources) {
  /**
   * Returns all lines of a file; none if the file is not found.
   *
   * @param file name of the file in a line table: a kernel source by its name or its path in the
   *     copy that gcc and clang read, or a file of the user's
   */
  public List<String> of(String file) {
    try {
      String path = path(file);
      if (!path.isEmpty() && sources.exists(path)) {
        return sources.text(path).lines().toList();
      }
      return Files.isRegularFile(Path.of(file)) ? Files.readAllLines(Path.of(file)) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * Returns the path within kernelsrc of a file that a line table names; "" for a file outside of
   * kernelsrc.
   */
  public static String path(String file) {
    int prefix = file.indexOf(KernelSources.PREFIX);
    if (prefix >= 0) {
      return file.substring(prefix + KernelSources.PREFIX.length());
    }
    int include = file.lastIndexOf("/" + KernelSources.INCLUDE + "/");
    return include < 0 ? "" : file.substring(include + 1);
  }
}
