package fastpath.codegen.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the text form into tokens: words, strings and punctuation. {@code ;} starts a comment. */
final class IrLexer {
  private static final Pattern TOKEN =
      Pattern.compile("\\s+|;[^\\n]*|(\"(?:[^\"\\\\]|\\\\.)*\"|->|[\\w.$%@+-]+|[(){},:=])");

  private final List<String> tokens = new ArrayList<>();
  private int at;

  IrLexer(String text) {
    Matcher m = TOKEN.matcher(text);
    int end = 0;
    while (m.find() && m.start() == end) {
      end = m.end();
      if (m.group(1) != null) {
        tokens.add(m.group(1));
      }
    }
    if (end != text.length()) {
      throw new IllegalArgumentException(
          "IR: no token at: " + text.substring(end).lines().findFirst());
    }
  }

  boolean atEnd() {
    return at == tokens.size();
  }

  String peek() {
    return atEnd() ? "" : tokens.get(at);
  }

  String peek(int ahead) {
    return at + ahead < tokens.size() ? tokens.get(at + ahead) : "";
  }

  String next() {
    if (atEnd()) {
      throw new IllegalArgumentException("IR: ends too early");
    }
    return tokens.get(at++);
  }

  boolean take(String token) {
    if (peek().equals(token)) {
      at++;
      return true;
    }
    return false;
  }

  void expect(String token) {
    String next = next();
    if (!next.equals(token)) {
      throw error("expected " + token + ", not " + next);
    }
  }

  long number() {
    return Long.parseLong(next());
  }

  /** Reads a symbol with an optional addend: {@code @name}, {@code @name+4}. */
  SymbolAddr symbol() {
    String token = next();
    if (!token.startsWith("@")) {
      throw error("expected a symbol, not " + token);
    }
    int sign = Math.max(token.lastIndexOf('+'), token.lastIndexOf('-'));
    if (sign < 0) {
      return SymbolAddr.of(token.substring(1), 0);
    }
    return SymbolAddr.of(token.substring(1, sign), Long.parseLong(token.substring(sign)));
  }

  String string() {
    String token = next();
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < token.length() - 1; i++) {
      char c = token.charAt(i);
      if (c == '\\') {
        c = token.charAt(++i);
        c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
      }
      text.append(c);
    }
    return text.toString();
  }

  IllegalArgumentException error(String what) {
    int from = Math.max(0, at - 8);
    return new IllegalArgumentException(
        "IR: "
            + what
            + " near: "
            + String.join(" ", tokens.subList(from, Math.min(at + 4, tokens.size()))));
  }
}
