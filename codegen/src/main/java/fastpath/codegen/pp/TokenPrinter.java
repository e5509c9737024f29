package fastpath.codegen.pp;

import fastpath.codegen.pp.Token.Kind;
import java.nio.charset.StandardCharsets;
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
      if (token.bol || previous == null) {
        if (previous != null) {
          out.append('\n');
          line++;
        }
        boolean moved = !token.file.equals(file) || token.line != line;
        if (token.file.equals(file) && token.line >= line && token.line - line <= 8) {
          out.repeat('\n', token.line - line);
        } else if (lineMarkers && moved) {
          out.append(marker(token.line, token.file));
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

  /** Returns the marker that says the file and number of the next line. */
  static String marker(int line, String file) {
    return "# %d \"%s\"\n".formatted(line, file.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  /** Prints tokens with line markers; a pragma, which is four tokens here, becomes a directive. */
  static String withPragmas(List<Token> tokens) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int i = 0; i + 3 < tokens.size(); i++) {
      if (tokens.get(i).is("_Pragma") && tokens.get(i).noExpand) {
        out.append(print(tokens.subList(from, i), true));
        Token text = tokens.get(i + 2);
        out.append(marker(text.line, text.file)).append("#pragma ");
        out.append(new String(Literals.string(text), StandardCharsets.UTF_8)).append('\n');
        i += 3;
        from = i + 1;
      }
    }
    return out.append(print(tokens.subList(from, tokens.size()), true)).toString();
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
