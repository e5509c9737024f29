package fastpath.lab.cli;

import fastpath.codegen.source.Diagnostic;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Shows the source line of an error, and below it a caret at the error's column. */
final class Excerpt {
  private static final int LONGEST = 200;

  private Excerpt() {}

  /**
   * Returns the source line and the line with the caret; nothing if the error has no column, or the
   * file cannot be read or has no such line.
   */
  static List<String> of(Diagnostic error) {
    if (error.line() == 0 || error.column() == 0) {
      return List.of();
    }
    try {
      Path file = Path.of(error.file());
      if (!Files.isRegularFile(file)) {
        return List.of();
      }
      try (BufferedReader in = Files.newBufferedReader(file)) {
        return in.lines()
            .skip(error.line() - 1L)
            .findFirst()
            .filter(line -> line.length() <= LONGEST && error.column() <= line.length() + 1)
            .map(line -> excerpt(line, error.column()))
            .orElse(List.of());
      }
    } catch (InvalidPathException | IOException | java.io.UncheckedIOException e) {
      return List.of();
    }
  }

  /** A tab before the caret stays a tab, so that the caret is below its character. */
  private static List<String> excerpt(String line, int column) {
    String before = line.substring(0, column - 1).replaceAll("[^\t]", " ");
    int end = column;
    while (end < line.length()
        && Character.isJavaIdentifierPart(line.charAt(column - 1))
        && Character.isJavaIdentifierPart(line.charAt(end))) {
      end++;
    }
    return List.of(line, before + "^" + "~".repeat(end - column));
  }
}
