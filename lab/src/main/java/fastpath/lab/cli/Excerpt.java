package fastpath.lab.cli;

import fastpath.codegen.source.Diagnostic;
import java.util.List;

/** Shows the source line of an error, and below it a caret at the error's column. */
final class Excerpt {
  private static final int LONGEST = 200;

  private Excerpt() {}

  /**
   * Returns the source line and the line with the caret; nothing if the error has no column or no
   * source line. gcc and clang show source lines in their own messages.
   */
  static List<String> of(Diagnostic error) {
    String line = error.sourceLine();
    boolean shown =
        line != null
            && error.column() > 0
            && line.length() <= LONGEST
            && error.column() <= line.length() + 1;
    return shown ? excerpt(line, error.column()) : List.of();
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
