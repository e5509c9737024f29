package fastpath.lab.workshop;

import fastpath.kernelsrc.KernelSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lines of source that debug information names, wherever the file is. */
public record SourceLines(KernelSources sources) {
  /**
   * All lines of a file; none if it is not found.
   *
   * @param file as line tables have it: a kernel source by its name or its place in the copy that
   *     gcc and clang read, or a file of the user's
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

  /** The path within kernelsrc of a file that a line table names; "" if it lies elsewhere. */
  public static String path(String file) {
    int prefix = file.indexOf(KernelSources.PREFIX);
    if (prefix >= 0) {
      return file.substring(prefix + KernelSources.PREFIX.length());
    }
    int include = file.lastIndexOf("/" + KernelSources.INCLUDE + "/");
    return include < 0 ? "" : file.substring(include + 1);
  }
}
