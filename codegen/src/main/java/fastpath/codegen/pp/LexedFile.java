package fastpath.codegen.pp;

import fastpath.codegen.pp.Token.Kind;
import fastpath.codegen.source.Source;
import java.util.List;

/**
 * The tokens of a file with the positions of its directives, so that skipping a group takes time
 * proportional to its directives only. An instance is immutable and shared by all compilations that
 * include the file.
 */
final class LexedFile {
  final String name;
  final Token[] tokens;

  /** The index of each {@code #} that is first on its line, followed by the index of the end. */
  final int[] directives;

  final Token end;

  private LexedFile(String name, Token[] tokens, int[] directives, Token end) {
    this.name = name;
    this.tokens = tokens;
    this.directives = directives;
    this.end = end;
  }

  static LexedFile of(Source source, boolean assembly) {
    List<Token> list = Lexer.lex(source.name(), source.text(), assembly);
    Token[] tokens = list.toArray(new Token[0]);
    int[] directives = new int[tokens.length + 1];
    int n = 0;
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i].bol && tokens[i].text.equals("#")) {
        directives[n++] = i;
      }
    }
    directives[n++] = tokens.length;
    int line = tokens.length == 0 ? 1 : tokens[tokens.length - 1].line;
    Token end = new Token(Kind.END, "", true, false, source.name(), line, 1);
    return new LexedFile(source.name(), tokens, java.util.Arrays.copyOf(directives, n), end);
  }

  /** Returns the index after the last token of the line that starts at {@code from}. */
  int lineEnd(int from) {
    int i = from + 1;
    while (i < tokens.length && !tokens[i].bol) {
      i++;
    }
    return i;
  }

  /**
   * Returns the position in {@link #directives} of the first directive at or after a token index.
   */
  int directiveFrom(int token) {
    int found = java.util.Arrays.binarySearch(directives, token);
    return found >= 0 ? found : -found - 1;
  }
}
