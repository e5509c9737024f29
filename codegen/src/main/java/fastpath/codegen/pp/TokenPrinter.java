package fastpath.codegen.pp;

import fastpath.codegen.pp.Token.Kind;
import java.util.List;

/** Prints tokens as text. Blanks separate tokens that would otherwise be read as one. */
final class TokenPrinter {
  private TokenPrinter() {}

  static String print(List<Token> tokens, boolean lineMarkers) {
    StringBuilder out = new StringBuilder();
    String file = null;
    int line = 1;
    Token previous = null;
    for (Token token : tokens) {
      if (token.kind == Kind.END) {
        break;
      }
      boolean moved = !token.file.equals(file) || token.line != line;
      if (token.bol || previous == null) {
        if (previous != null) {
          out.append('\n');
          line++;
        }
        if (token.file.equals(file) && token.line >= line && token.line - line <= 8) {
          out.repeat('\n', token.line - line);
        } else if (lineMarkers && moved) {
          out.append("# ").append(token.line).append(" \"").append(token.file).append("\"\n");
        }
        file = token.file;
        line = token.line;
        out.repeat(' ', Math.max(0, token.column - 1));
      } else if (token.space || joins(previous, token)) {
        out.append(' ');
      }
      out.append(token.text);
      previous = token;
    }
    return out.append('\n').toString();
  }

  private static boolean joins(Token a, Token b) {
    if (a.kind == Kind.IDENT || a.kind == Kind.NUMBER) {
      return b.kind == Kind.IDENT
          || b.kind == Kind.NUMBER
          || a.kind == Kind.NUMBER && b.text.startsWith(".");
    }
    if (a.kind != Kind.PUNCT || b.kind != Kind.PUNCT) {
      return a.text.equals(".") && b.kind == Kind.NUMBER;
    }
    char first = b.text.charAt(0);
    return switch (a.text) {
      case "+", "-", "&", "|", "<", ">", "#" ->
          first == a.text.charAt(0) || first == '=' || first == '>';
      case "=", "!", "*", "/", "%", "^", "<<", ">>" -> first == '=' || first == '/' || first == '*';
      // Two adjacent points occur in section names such as .text..refcount; only three form a
      // token.
      case "." -> b.text.equals("...");
      default -> false;
    };
  }
}
