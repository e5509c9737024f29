package fastpath.codegen.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the files of {@code #include}: in folders, in a jar, or in memory. */
public interface Includes {
  /**
   * The file that an include directive names.
   *
   * @param path the text between the quotes or angle brackets
   * @param quoted true for {@code "path"}, which looks beside the including file first
   * @param fromFile the name of the including {@link Source}
   */
  Optional<Source> find(String path, boolean quoted, String fromFile);

  /** Finds no file. */
  static Includes none() {
    return (path, quoted, from) -> Optional.empty();
  }

  /** Searches folders in order; a quoted name is looked for beside the including file first. */
  static Includes of(List<Path> folders) {
    return (path, quoted, from) -> {
      if (quoted || path.startsWith("/")) {
        Path beside = Path.of(from).resolveSibling(path);
        if (Files.isRegularFile(beside)) {
          return Optional.of(read(beside));
        }
      }
      for (Path folder : folders) {
        Path file = folder.resolve(path);
        if (Files.isRegularFile(file)) {
          return Optional.of(read(file));
        }
      }
      return Optional.empty();
    };
  }

  /** Searches here, and then in {@code next} for files that are not found here. */
  default Includes or(Includes next) {
    return (path, quoted, from) -> find(path, quoted, from).or(() -> next.find(path, quoted, from));
  }

  private static Source read(Path file) {
    try {
      return Source.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
