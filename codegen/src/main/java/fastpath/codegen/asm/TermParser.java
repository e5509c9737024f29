package fastpath.codegen.asm;

import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Parses expressions of GNU as, with its precedence: multiplication and shifts bind tightest, then
 * bit operations, then + and -, then comparisons, then {@code &&} and {@code ||}.
 */
final class TermParser {
  private static final String[][] LEVELS = {
    {"||"},
    {"&&"},
    {"==", "<>", "!=", "<=", ">=", "<", ">"},
    {"+", "-"},
    {"|", "&", "^", "!"},
    {"*", "/", "%", "<<", ">>"},
  };
  private static final int DEEPEST = 200;

  /**
   * The limit on the number of operators of an expression. Operators nest to the left, and later
   * stages process the nested terms by recursion.
   */
  private static final int MOST_OPERATORS = 1000;

  /** An error in an expression; the caller adds the source place. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure(String message) {
      super(message, null, false, false);
    }
  }

  private final String text;
  private final UnaryOperator<String> localLabel;
  private int pos;
  private int depth;
  private int operators;

  private TermParser(String text, UnaryOperator<String> localLabel) {
    this.text = text;
    this.localLabel = localLabel;
  }

  /**
   * Parses the whole text as one expression.
   *
   * @param localLabel returns the label name of "1b" or "2f"
   */
  static Term parse(String text, UnaryOperator<String> localLabel) {
    TermParser p = new TermParser(text, localLabel);
    Term t = p.level(0);
    p.blank();
    if (p.pos < text.length()) {
      throw new Failure("junk at end of expression: '" + text.substring(p.pos) + "'");
    }
    return t;
  }

  private void blank() {
    while (pos < text.length() && Character.isWhitespace(text.charAt(pos))) {
      pos++;
    }
  }

  private Term level(int n) {
    if (n == LEVELS.length) {
      return unary();
    }
    Term left = level(n + 1);
    for (String op = operator(n); op != null; op = operator(n)) {
      if (++operators > MOST_OPERATORS) {
        throw new Failure("expression too long");
      }
      left = new Term.Binary(op.equals("!=") ? "<>" : op, left, level(n + 1));
    }
    return left;
  }

  private String operator(int n) {
    blank();
    for (String op : LEVELS[n]) {
      if (!text.startsWith(op, pos)) {
        continue;
      }
      char next = pos + 1 < text.length() ? text.charAt(pos + 1) : 0;
      char c = op.charAt(0);
      boolean longer =
          op.length() == 1
              && (((c == '<' || c == '>' || c == '|' || c == '&') && next == c)
                  || ((c == '!' || c == '<' || c == '>') && next == '=')
                  || c == '<' && next == '>');
      if (!longer) {
        pos += op.length();
        return op;
      }
    }
    return null;
  }

  private Term unary() {
    if (++depth > DEEPEST) {
      throw new Failure("expression too deep");
    }
    blank();
    char c = pos < text.length() ? text.charAt(pos) : 0;
    Term t =
        switch (c) {
          case '-', '~', '!' -> {
            pos++;
            yield negated(c, unary());
          }
          case '+' -> {
            pos++;
            yield unary();
          }
          case '(' -> {
            pos++;
            Term inner = level(0);
            blank();
            if (pos >= text.length() || text.charAt(pos) != ')') {
              throw new Failure("missing ')'");
            }
            pos++;
            yield inner;
          }
          case '\'' -> character();
          case '"' -> quoted();
          default -> c >= '0' && c <= '9' ? number() : name();
        };
    depth--;
    return t;
  }

  private static Term negated(char operator, Term t) {
    return t instanceof Term.Number n
        ? new Term.Number(Terms.apply(operator, n.value()))
        : new Term.Unary(operator, t);
  }

  private Term character() {
    if (pos + 1 >= text.length()) {
      throw new Failure("character missing");
    }
    char c = text.charAt(pos + 1);
    pos += 2;
    if (c == '\\' && pos < text.length()) {
      c = Strings.escape(text.charAt(pos));
      pos++;
    }
    if (pos < text.length() && text.charAt(pos) == '\'') {
      pos++;
    }
    return new Term.Number(c);
  }

  private Term quoted() {
    int end = text.indexOf('"', pos + 1);
    if (end < 0) {
      throw new Failure("unterminated name");
    }
    String name = text.substring(pos + 1, end);
    pos = end + 1;
    return new Term.Name(name + operatorSuffix());
  }

  private Term number() {
    int start = pos;
    while (pos < text.length() && Character.isLetterOrDigit(text.charAt(pos))) {
      pos++;
    }
    String s = text.substring(start, pos);
    try {
      if (s.startsWith("0x") || s.startsWith("0X")) {
        return new Term.Number(Long.parseUnsignedLong(s, 2, s.length(), 16));
      }
      char last = s.charAt(s.length() - 1);
      if ((last == 'b' || last == 'f')
          && s.chars().limit(s.length() - 1L).allMatch(d -> d >= '0' && d <= '9')) {
        return new Term.Name(localLabel.apply(s));
      }
      if (s.startsWith("0b") || s.startsWith("0B")) {
        return new Term.Number(Long.parseUnsignedLong(s, 2, s.length(), 2));
      }
      boolean octal = s.length() > 1 && s.charAt(0) == '0';
      return new Term.Number(Long.parseUnsignedLong(s, octal ? 8 : 10));
    } catch (NumberFormatException e) {
      throw new Failure("not a number: '" + s + "'");
    }
  }

  private Term name() {
    int start = pos;
    while (pos < text.length() && isNamePart(text.charAt(pos))) {
      pos++;
    }
    if (start == pos) {
      throw new Failure(
          start == text.length()
              ? "expression missing"
              : "not an expression: '" + text.substring(start) + "'");
    }
    String name = text.substring(start, pos);
    return new Term.Name(name + operatorSuffix());
  }

  /** An operator such as {@code @PLT} is parsed as part of the name. */
  private String operatorSuffix() {
    if (pos >= text.length() || text.charAt(pos) != '@') {
      return "";
    }
    int start = pos++;
    while (pos < text.length() && isNamePart(text.charAt(pos))) {
      pos++;
    }
    return "@" + text.substring(start + 1, pos).toUpperCase(Locale.ROOT);
  }

  static boolean isNameStart(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '_'
        || c == '.'
        || c == '$'
        || c > 127;
  }

  static boolean isNamePart(char c) {
    return isNameStart(c) || c >= '0' && c <= '9';
  }
}
