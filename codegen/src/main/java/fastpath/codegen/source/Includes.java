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
   * Returns the file that an include directive names; empty if the file is not found.
   *
   * @param path the text between the quotes or angle brackets
   * @param quoted true for {@code "path"}, which is first searched in the including file's folder
   * @param fromFile the name of the including {@link Source}
   */
  Optional<Source> find(String path, boolean quoted, String fromFile);

  /** Includes that find no file. */
  static Includes none() {
    return (path, quoted, from) -> Optional.empty();
  }

  /**
   * Returns includes that search folders in order; a quoted name is first searched in the including
   * file's folder.
   */
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

  /** Returns includes that search {@code next} for files that these includes do not find. */
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
