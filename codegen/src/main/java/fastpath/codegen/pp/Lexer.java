package fastpath.codegen.pp;

import fastpath.codegen.pp.Token.Kind;
import fastpath.codegen.source.CompileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits text into preprocessing tokens: joins spliced lines, drops comments, and takes the longest
 * possible token at each place (C17 5.1.1.2, 6.4). In assembler sources {@code $} is not a letter
 * and unmatched quotes are allowed.
 */
final class Lexer {
  private final String file;
  private final char[] text;
  private final boolean assembly;
  private final List<Token> out = new ArrayList<>();
  // One String object for each spelling, so that most comparisons are decided by identity.
  private final Map<String, String> spellings = new HashMap<>();
  private int at;
  private int line = 1;
  private int lineStart;
  private boolean bol = true;
  private boolean space;

  private Lexer(String file, String text, boolean assembly) {
    this.file = file;
    this.text = unsplice(text);
    this.assembly = assembly;
  }

  /** Returns all tokens of a file, without an end mark. */
  static List<Token> lex(String file, String text, boolean assembly) {
    Lexer lexer = new Lexer(file, text, assembly);
    lexer.run();
    return lexer.out;
  }

  /**
   * Joins spliced lines. The removed newlines are added after the joined line, so that later lines
   * keep their numbers.
   */
  private static char[] unsplice(String text) {
    int length = text.length();
    char[] to = new char[length + 2];
    int n = 0;
    int owed = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '\r' && i + 1 < length && text.charAt(i + 1) == '\n') {
        continue;
      }
      if (c == '\\') {
        int next = i + 1;
        if (next < length && text.charAt(next) == '\r') {
          next++;
        }
        if (next < length && text.charAt(next) == '\n') {
          i = next;
          owed++;
          continue;
        }
      }
      to[n++] = c;
      while (c == '\n' && owed > 0) {
        to[n++] = '\n';
        owed--;
      }
    }
    // Two NULs follow the text, so that the lookahead needs no bounds check.
    char[] result = new char[n + 3];
    System.arraycopy(to, 0, result, 0, n);
    result[n] = '\n';
    return result;
  }

  private void run() {
    int end = text.length - 2;
    while (at < end) {
      char c = text[at];
      if (c == '\n') {
        at++;
        newline();
        bol = true;
        space = false;
      } else if (c == ' ' || c == '\t' || c == '\f' || c == 0x0b || c == '\r') {
        at++;
        space = true;
      } else if (c == '/' && text[at + 1] == '/') {
        skipLine();
      } else if (c == '/' && text[at + 1] == '*') {
        skipComment(end);
      } else {
        token(c);
      }
    }
  }

  private void newline() {
    line++;
    lineStart = at;
  }

  private void skipLine() {
    while (text[at] != '\n') {
      at++;
    }
    space = true;
  }

  private void skipComment(int end) {
    int startLine = line;
    int startColumn = at - lineStart + 1;
    at += 2;
    while (text[at] != '*' || text[at + 1] != '/') {
      if (text[at++] == '\n') {
        newline();
      }
      if (at >= end) {
        throw new CompileException(file, startLine, startColumn, "unterminated comment");
      }
    }
    at += 2;
    space = true;
  }

  private void token(char c) {
    int start = at;
    Kind kind;
    if (isLetter(c)) {
      kind = word();
    } else if (isDigit(c) || c == '.' && isDigit(text[at + 1])) {
      number();
      kind = Kind.NUMBER;
    } else if (c == '"' || c == '\'') {
      kind = quoted(c);
    } else {
      int length = punctuator(c);
      at += Math.max(length, 1);
      kind = length == 0 ? Kind.OTHER : Kind.PUNCT;
    }
    String spelling = intern(new String(text, start, at - start));
    out.add(new Token(kind, spelling, bol, space, file, line, start - lineStart + 1));
    bol = false;
    space = false;
  }

  private String intern(String spelling) {
    String known = spellings.putIfAbsent(spelling, spelling);
    return known == null ? spelling : known;
  }

  private Kind word() {
    int start = at;
    while (isLetter(text[at]) || isDigit(text[at])) {
      at++;
    }
    char c = text[at];
    if ((c == '"' || c == '\'') && at - start <= 2 && isPrefix(start)) {
      return quoted(c);
    }
    return Kind.IDENT;
  }

  private boolean isPrefix(int start) {
    char c = text[start];
    return at - start == 1 ? c == 'L' || c == 'u' || c == 'U' : c == 'u' && text[start + 1] == '8';
  }

  private void number() {
    at++;
    while (true) {
      char c = text[at];
      if ((c == '+' || c == '-') && isExponent(text[at - 1]) && !assembly) {
        at++;
      } else if (isLetter(c) || isDigit(c) || c == '.') {
        at++;
      } else if (c == '\'' && isHexDigit(text[at - 1]) && isHexDigit(text[at + 1]) && !assembly) {
        // A digit separator (C23 6.4.8).
        at += 2;
      } else {
        return;
      }
    }
  }

  private static boolean isHexDigit(char c) {
    return c < 0x80 && Character.digit(c, 16) >= 0;
  }

  private static boolean isExponent(char c) {
    return c == 'e' || c == 'E' || c == 'p' || c == 'P';
  }

  private Kind quoted(char quote) {
    int start = at++;
    while (text[at] != quote) {
      if (text[at] == '\\' && text[at + 1] != '\n') {
        at++;
      }
      if (text[at] == '\n') {
        return unterminated(start, quote);
      }
      at++;
    }
    at++;
    return quote == '"' ? Kind.STRING : Kind.CHAR;
  }

  private Kind unterminated(int start, char quote) {
    // An unmatched apostrophe is an error only if its token is used, because skipped text and
    // #error lines may have one.
    at = start + 1;
    return Kind.OTHER;
  }

  private boolean isLetter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '_'
        || c == '$' && !assembly
        || c >= 0x80;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Returns the length of the longest punctuator at this place, or 0. */
  private int punctuator(char c) {
    char d = text[at + 1];
    return switch (c) {
      case '(', ')', '[', ']', '{', '}', ',', ';', '?', '~' -> 1;
      case ':' -> 1;
      case '.' -> d == '.' && text[at + 2] == '.' ? 3 : 1;
      case '#' -> d == '#' ? 2 : 1;
      case '=', '!', '*', '/', '^' -> d == '=' ? 2 : 1;
      case '%' -> d == '=' ? 2 : 1;
      case '+', '&', '|' -> d == '=' || d == c ? 2 : 1;
      case '-' -> d == '=' || d == '-' || d == '>' ? 2 : 1;
      case '<', '>' -> d == c ? text[at + 2] == '=' ? 3 : 2 : d == '=' ? 2 : 1;
      default -> 0;
    };
  }
}
