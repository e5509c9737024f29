package fastpath.codegen.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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

  /**
   * Returns the bytes of the file that {@code #embed} names, under the rules of {@link #find}; of a
   * source in memory, its text in UTF-8.
   */
  default Optional<byte[]> bytes(String path, boolean quoted, String fromFile) {
    return find(path, quoted, fromFile)
        .map(source -> source.text().getBytes(StandardCharsets.UTF_8));
  }

  /** Includes that find no file. */
  static Includes none() {
    return (path, quoted, from) -> Optional.empty();
  }

  /**
   * Returns includes that search folders in order; a quoted name is first searched in the including
   * file's folder.
   */
  static Includes of(List<Path> folders) {
    return new Folders(List.copyOf(folders));
  }

  /** Returns includes that find only files whose names stand in quotes. */
  default Includes ofQuotes() {
    Includes all = this;
    return new Includes() {
      @Override
      public Optional<Source> find(String path, boolean quoted, String from) {
        return quoted ? all.find(path, true, from) : Optional.empty();
      }

      @Override
      public Optional<byte[]> bytes(String path, boolean quoted, String from) {
        return quoted ? all.bytes(path, true, from) : Optional.empty();
      }
    };
  }

  /** Returns these includes, which hand every source that they find to {@code seen}. */
  default Includes recorded(Consumer<Source> seen) {
    Includes all = this;
    return new Includes() {
      @Override
      public Optional<Source> find(String path, boolean quoted, String from) {
        Optional<Source> found = all.find(path, quoted, from);
        found.ifPresent(seen);
        return found;
      }

      @Override
      public Optional<byte[]> bytes(String path, boolean quoted, String from) {
        return all.bytes(path, quoted, from);
      }
    };
  }

  /** Returns includes that search {@code next} for files that these includes do not find. */
  default Includes or(Includes next) {
    Includes first = this;
    return new Includes() {
      @Override
      public Optional<Source> find(String path, boolean quoted, String from) {
        return first.find(path, quoted, from).or(() -> next.find(path, quoted, from));
      }

      @Override
      public Optional<byte[]> bytes(String path, boolean quoted, String from) {
        return first.bytes(path, quoted, from).or(() -> next.bytes(path, quoted, from));
      }
    };
  }

  /** Files in folders, and beside the including file. */
  record Folders(List<Path> folders) implements Includes {
    @Override
    public Optional<Source> find(String path, boolean quoted, String from) {
      return locate(path, quoted, from).map(Folders::read);
    }

    @Override
    public Optional<byte[]> bytes(String path, boolean quoted, String from) {
      return locate(path, quoted, from).map(Folders::content);
    }

    private Optional<Path> locate(String path, boolean quoted, String from) {
      Path beside = Path.of(from).resolveSibling(path);
      if ((quoted || path.startsWith("/")) && Files.isRegularFile(beside)) {
        return Optional.of(beside);
      }
      return folders.stream()
          .map(folder -> folder.resolve(path))
          .filter(Files::isRegularFile)
          .findFirst();
    }

    private static byte[] content(Path file) {
      try (InputStream in = Files.newInputStream(file)) {
        return SourceText.bounded(file.toString(), in, SourceText.MOST_BYTES);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Source read(Path file) {
      try {
        return Source.of(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
