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
 * @param language what the text is, which the name says unless a flag {@code -x} does
 */
public record Source(String name, String text, Language language) {
  /** The languages of sources. */
  public enum Language {
    C,
    /** Assembler source that is preprocessed. */
    ASSEMBLER_WITH_CPP,
    ASSEMBLER;

    /** Returns the language that a file's name says. */
    static Language of(String name) {
      return name.endsWith(".s") ? ASSEMBLER : name.endsWith(".S") ? ASSEMBLER_WITH_CPP : C;
    }
  }

  /** Returns a source in the language that its name says. */
  public Source(String name, String text) {
    this(name, text, Language.of(name));
  }

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

  /** Returns the same text as another language. */
  public Source as(Language other) {
    return new Source(name, text, other);
  }

  /** True for an assembler source, with or without preprocessing. */
  public boolean isAssembly() {
    return language != Language.C;
  }

  /** True for a source that is preprocessed: every source but plain assembler source. */
  public boolean isPreprocessed() {
    return language != Language.ASSEMBLER;
  }
}
