package fastpath.lab.litmus;

/** Removes comments of herd's formats, {@code (* ... *)}, which may be nested. */
final class Comments {
  private Comments() {}

  /**
   * Replaces comments by blanks; line ends are kept, so that line numbers do not change.
   *
   * @param first the line in the file at which the text begins, from 1
   * @throws LitmusException if a comment does not end
   */
  static String blanked(String file, String text, int first) {
    StringBuilder out = new StringBuilder(text);
    int depth = 0;
    int line = first;
    int opened = 0;
    for (int i = 0; i < text.length(); i++) {
      line += text.charAt(i) == '\n' ? 1 : 0;
      boolean opens = text.startsWith("(*", i);
      boolean closes = depth > 0 && text.startsWith("*)", i);
      if (opens && depth++ == 0) {
        opened = line;
      }
      if (depth > 0 && text.charAt(i) != '\n') {
        out.setCharAt(i, ' ');
      }
      if (opens || closes) {
        i++;
        out.setCharAt(i, ' ');
        depth -= closes ? 1 : 0;
      }
    }
    if (depth > 0) {
      throw new LitmusException(file, opened, "expected *) after this (*");
    }
    return out.toString();
  }
}
