package fastpath.codegen.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A source file to compile.
 *
 * @param name the name in diagnostics, {@code __FILE__} and line tables
 * @param text the whole text, before preprocessing, without a byte-order mark
 */
public record Source(String name, String text) {
  /**
   * Returns a source with a name and text; a byte-order mark at the start of the text is removed.
   */
  public Source {
    text = SourceText.withoutMark(text);
  }

  /**
   * Reads a source file; the source's name is the path as given.
   *
   * @throws IOException under the conditions of {@link SourceText#read}
   */
  public static Source of(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return new Source(path.toString(), SourceText.read(path.toString(), in));
    }
  }

  /** True for an assembler source, with or without preprocessing. */
  public boolean isAssembly() {
    return name.endsWith(".S") || !isPreprocessed();
  }

  /** True for a source that is preprocessed: every source but an assembler source {@code .s}. */
  public boolean isPreprocessed() {
    return !name.endsWith(".s");
  }
}
