package fastpath.emulator.isa;

import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The value of an operand's expression: an integer, or a symbol and an integer addend. Only integer
 * expressions are evaluated here, with the operators and the precedence of GNU as.
 */
record Expression(long value, Symbolic symbol) {
  /** The limit on nested parentheses and signs. */
  private static final int DEEPEST = 100;

  static Expression parse(String text, Function<String, Symbolic> symbols) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      throw new AsmSyntaxException("an expression is missing");
    }
    Cursor cursor = new Cursor(stripped);
    OptionalLong value = cursor.all();
    if (value.isPresent()) {
      return new Expression(value.getAsLong(), null);
    }
    Symbolic symbol = symbols.apply(stripped);
    if (symbol == null) {
      throw new AsmSyntaxException("not an expression: `" + stripped + "'");
    }
    OptionalLong constant = symbol.constant();
    return constant.isPresent()
        ? new Expression(constant.getAsLong(), null)
        : new Expression(0, symbol);
  }

  /** Parses integer expressions by recursive descent; sets {@code failed} for any other text. */
  private static final class Cursor {
    private final String text;
    private int at;
    private boolean failed;
    private int depth;

    Cursor(String text) {
      this.text = text;
    }

    OptionalLong all() {
      long value = sum();
      skip();
      return failed || at < text.length() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private void skip() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    private boolean take(String operator) {
      skip();
      if (!text.startsWith(operator, at)) {
        return false;
      }
      at += operator.length();
      return true;
    }

    /** Parses a sum: + and - have the lowest precedence. */
    private long sum() {
      long value = bits();
      while (!failed) {
        if (take("+")) {
          value += bits();
        } else if (take("-")) {
          value -= bits();
        } else {
          break;
        }
      }
      return value;
    }

    private long bits() {
      long value = product();
      while (!failed) {
        if (take("|")) {
          value |= product();
        } else if (take("&")) {
          value &= product();
        } else if (take("^")) {
          value ^= product();
        } else {
          break;
        }
      }
      return value;
    }

    private long product() {
      long value = unary();
      while (!failed) {
        if (take("*")) {
          value *= unary();
        } else if (take("<<")) {
          value <<= unary();
        } else if (take(">>")) {
          value >>>= unary();
        } else if (take("/")) {
          long divisor = unary();
          failed |= divisor == 0;
          value = failed ? 0 : value / divisor;
        } else if (take("%")) {
          long divisor = unary();
          failed |= divisor == 0;
          value = failed ? 0 : value % divisor;
        } else {
          break;
        }
      }
      return value;
    }

    private long unary() {
      if (++depth > DEEPEST) {
        failed = true;
        return 0;
      }
      long value;
      if (take("-")) {
        value = -unary();
      } else if (take("~")) {
        value = ~unary();
      } else if (take("+")) {
        value = unary();
      } else if (take("(")) {
        value = sum();
        failed |= !take(")");
      } else {
        value = number();
      }
      depth--;
      return value;
    }

    private long number() {
      skip();
      int start = at;
      while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
        at++;
      }
      String digits = text.substring(start, at);
      if (digits.isEmpty() || !Character.isDigit(digits.charAt(0))) {
        failed = true;
        return 0;
      }
      try {
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
          return Long.parseUnsignedLong(digits, 2, digits.length(), 16);
        }
        boolean octal = digits.length() > 1 && digits.charAt(0) == '0';
        return Long.parseUnsignedLong(digits, octal ? 8 : 10);
      } catch (NumberFormatException e) {
        failed = true;
        return 0;
      }
    }
  }
}
