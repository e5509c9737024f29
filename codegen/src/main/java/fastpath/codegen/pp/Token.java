package fastpath.codegen.pp;

import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Diagnostic;

/**
 * A preprocessing token (C17 6.4) and its source place. A token from a macro's replacement has the
 * place at which the macro is used.
 */
public final class Token {
  /** The classes of tokens; {@code OTHER} is a character without a meaning in C. */
  public enum Kind {
    IDENT,
    NUMBER,
    CHAR,
    STRING,
    PUNCT,
    OTHER,
    END
  }

  /** The number of macros around an error that are named. */
  private static final int MOST_NOTES = 8;

  public final Kind kind;

  /** The token's spelling, with the quotes and prefixes of literals. */
  public final String text;

  /** True for the first token of a line. */
  public final boolean bol;

  /** True if white space precedes the token. */
  public final boolean space;

  /**
   * True for a macro's name inside the macro's own replacement, which is never replaced again
   * (6.10.3.4).
   */
  final boolean noExpand;

  /** The macro from whose replacement the token is, or null. */
  private final String macro;

  /** The same token in the macro's definition, or null. */
  private final Token spelled;

  /** The macro's name where the macro is used, which may be in the replacement of another macro. */
  private final Token use;

  public final String file;
  public final int line;
  public final int column;

  Token(Kind kind, String text, boolean bol, boolean space, String file, int line, int column) {
    this(kind, text, bol, space, false, file, line, column, null, null, null);
  }

  private Token(
      Kind kind,
      String text,
      boolean bol,
      boolean space,
      boolean noExpand,
      String file,
      int line,
      int column,
      String macro,
      Token spelled,
      Token use) {
    this.macro = macro;
    this.spelled = spelled;
    this.use = use;
    this.kind = kind;
    this.text = text;
    this.bol = bol;
    this.space = space;
    this.noExpand = noExpand;
    this.file = file;
    this.line = line;
    this.column = column;
  }

  /** True for a punctuator or name with the given spelling; literals never match. */
  public boolean is(String spelling) {
    return (kind == Kind.PUNCT || kind == Kind.IDENT) && text.equals(spelling);
  }

  /**
   * Returns an exception for an error at this token's place. Notes say where the token stands in
   * the definitions of the macros that made it.
   */
  public CompileException error(String message) {
    CompileException error = new CompileException(file, line, column, message);
    int most = MOST_NOTES;
    for (Token at = this; at.macro != null && most > 0; at = at.use, most--) {
      error = error.noting(at.spelled.note("in the definition of macro '" + at.macro + "'"));
    }
    return error;
  }

  /** Returns a note at this token's place. */
  public Diagnostic note(String message) {
    return Diagnostic.note(file, line, column, message);
  }

  Token unexpandable() {
    return new Token(kind, text, bol, space, true, file, line, column, macro, spelled, use);
  }

  /**
   * Returns this token at the place of another token, with that token's preceding white space if
   * requested.
   */
  Token at(Token place, boolean spaceBefore) {
    return new Token(
        kind,
        text,
        false,
        spaceBefore,
        noExpand,
        place.file,
        place.line,
        place.column,
        place.macro,
        place.spelled,
        place.use);
  }

  /** Returns this token of a macro's replacement at the place where the macro is used. */
  Token replacing(Token name, String replaced) {
    return new Token(
        kind,
        text,
        false,
        space,
        noExpand,
        name.file,
        name.line,
        name.column,
        replaced,
        this,
        name);
  }

  Token spaced(boolean newBol, boolean newSpace) {
    return newBol == bol && newSpace == space
        ? this
        : new Token(
            kind, text, newBol, newSpace, noExpand, file, line, column, macro, spelled, use);
  }

  Token moved(String newFile, int newLine) {
    return new Token(
        kind, text, bol, space, noExpand, newFile, newLine, column, macro, spelled, use);
  }

  @Override
  public String toString() {
    return text;
  }

  /** Precedence as a binary operator (C17 6.5.5 to 6.5.14), from 1; 0 for any other token. */
  public int binaryPrecedence() {
    if (kind != Kind.PUNCT) {
      return 0;
    }
    return switch (text) {
      case "||" -> 1;
      case "&&" -> 2;
      case "|" -> 3;
      case "^" -> 4;
      case "&" -> 5;
      case "==", "!=" -> 6;
      case "<", ">", "<=", ">=" -> 7;
      case "<<", ">>" -> 8;
      case "+", "-" -> 9;
      case "*", "/", "%" -> 10;
      default -> 0;
    };
  }
}
