package fastpath.codegen.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file to compile.
 *
 * @param name in diagnostics, {@code __FILE__} and line tables
 * @param text its whole text, before preprocessing, without a byte-order mark
 */
public record Source(String name, String text) {
  /** A source with a name and text; a byte-order mark at the text's start is removed. */
  public Source {
    text = SourceText.withoutMark(text);
  }

  /**
   * Reads a file; its name is the path as given.
   *
   * @throws IOException as {@link SourceText#read} does
   */
  public static Source of(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return new Source(path.toString(), SourceText.read(path.toString(), in));
    }
  }

  /** True for assembler sources, whether they are preprocessed or not. */
  public boolean isAssembly() {
    return name.endsWith(".s") || name.endsWith(".S");
  }
}
