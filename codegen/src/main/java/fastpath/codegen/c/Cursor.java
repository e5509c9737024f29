package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import fastpath.codegen.source.CompileException;
import java.util.List;

/**
 * The position of the parser in the list of tokens. The last token is the end mark, and the cursor
 * never passes it.
 */
final class Cursor {
  private final Token[] tokens;
  private final Keywords keywords;
  private int at;

  Cursor(List<Token> tokens, Keywords keywords) {
    this.keywords = keywords;
    this.tokens = tokens.toArray(new Token[0]);
  }

  /** The number of tokens that have been read. */
  int position() {
    return at;
  }

  /** The token at a position. */
  Token token(int position) {
    return tokens[Math.max(position, 0)];
  }

  /** Makes the token at a position the next one. */
  void moveTo(int position) {
    at = position;
  }

  Token peek() {
    return tokens[at];
  }

  Token peek(int ahead) {
    return tokens[Math.min(at + ahead, tokens.length - 1)];
  }

  /** The token that was read last. */
  Token previous() {
    return tokens[Math.max(at - 1, 0)];
  }

  Token next() {
    Token token = tokens[at];
    if (at < tokens.length - 1) {
      at++;
    }
    return token;
  }

  boolean at(String text) {
    return tokens[at].is(text);
  }

  boolean accept(String text) {
    if (tokens[at].is(text)) {
      next();
      return true;
    }
    return false;
  }

  Token expect(String text) {
    if (!tokens[at].is(text)) {
      throw expected("'" + text + "'");
    }
    return next();
  }

  Token identifier(String what) {
    if (tokens[at].kind != Token.Kind.IDENT || keywords.is(tokens[at].text)) {
      throw expected(what);
    }
    return next();
  }

  CompileException expected(String what) {
    Token token = tokens[at];
    return token.error(
        token.kind == Token.Kind.END
            ? "expected %s at end of input".formatted(what)
            : "expected %s before '%s'".formatted(what, token.text));
  }
}
