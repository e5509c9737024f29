package fastpath.codegen.pp;

import fastpath.codegen.pp.Token.Kind;

/**
 * Evaluates the expression of {@code #if} (C17 6.10.1) in 64 bits, signed unless an operand is
 * unsigned.
 */
final class ControllingExpression {
  private record Number(long value, boolean unsigned) {
    boolean isTrue() {
      return value != 0;
    }
  }

  private final Token[] tokens;
  private final Token directive;
  private final boolean unsignedChar;
  private final boolean c23;
  private int at;
  // The nesting depth of operands that are not evaluated; a division by zero in such an operand is
  // no error.
  private int skipping;

  private ControllingExpression(
      Token[] tokens, Token directive, boolean unsignedChar, boolean c23) {
    this.c23 = c23;
    this.unsignedChar = unsignedChar;
    this.tokens = tokens;
    this.directive = directive;
  }

  /** Returns the value of an expression that must be one of {@code #embed}'s parameters. */
  static long value(Token[] tokens, Token directive, boolean unsignedChar, boolean c23) {
    return number(tokens, directive, unsignedChar, c23).value;
  }

  static boolean evaluate(Token[] tokens, Token directive, boolean unsignedChar, boolean c23) {
    return number(tokens, directive, unsignedChar, c23).isTrue();
  }

  private static Number number(Token[] tokens, Token directive, boolean unsignedChar, boolean c23) {
    ControllingExpression conditions =
        new ControllingExpression(tokens, directive, unsignedChar, c23);
    if (tokens.length == 0) {
      throw directive.error("#" + directive.text + " with no expression");
    }
    Number result = conditions.conditional();
    if (conditions.at < tokens.length) {
      throw tokens[conditions.at].error(
          "missing binary operator before '" + tokens[conditions.at].text + "'");
    }
    return result;
  }

  private Number conditional() {
    Number test = binary(1);
    if (!accept("?")) {
      return test;
    }
    skipping += test.isTrue() ? 0 : 1;
    Number yes = conditional();
    skipping -= test.isTrue() ? 0 : 1;
    if (!accept(":")) {
      throw here("'?' without following ':'");
    }
    skipping += test.isTrue() ? 1 : 0;
    Number no = conditional();
    skipping -= test.isTrue() ? 1 : 0;
    return new Number(test.isTrue() ? yes.value : no.value, yes.unsigned || no.unsigned);
  }

  private Number binary(int minimum) {
    Number left = unary();
    while (at < tokens.length && tokens[at].kind == Kind.PUNCT) {
      Token operator = tokens[at];
      int precedence = operator.binaryPrecedence();
      if (precedence < minimum || precedence == 0) {
        break;
      }
      at++;
      boolean decided =
          operator.text.equals("&&") && !left.isTrue()
              || operator.text.equals("||") && left.isTrue();
      skipping += decided ? 1 : 0;
      Number right = binary(precedence + 1);
      skipping -= decided ? 1 : 0;
      left = apply(operator, left, right);
    }
    return left;
  }

  private static Number truth(boolean value) {
    return new Number(value ? 1 : 0, false);
  }

  private Number apply(Token operator, Number l, Number r) {
    boolean unsigned = l.unsigned || r.unsigned;
    long a = l.value;
    long b = r.value;
    int order = unsigned ? Long.compareUnsigned(a, b) : Long.compare(a, b);
    return switch (operator.text) {
      case "||" -> truth(l.isTrue() || r.isTrue());
      case "&&" -> truth(l.isTrue() && r.isTrue());
      case "==" -> truth(a == b);
      case "!=" -> truth(a != b);
      case "<" -> truth(order < 0);
      case ">" -> truth(order > 0);
      case "<=" -> truth(order <= 0);
      case ">=" -> truth(order >= 0);
      case "|" -> new Number(a | b, unsigned);
      case "^" -> new Number(a ^ b, unsigned);
      case "&" -> new Number(a & b, unsigned);
      case "+" -> new Number(a + b, unsigned);
      case "-" -> new Number(a - b, unsigned);
      case "*" -> new Number(a * b, unsigned);
      case "<<" -> new Number(b < 0 || b > 63 ? 0 : a << b, l.unsigned);
      case ">>" ->
          new Number(
              l.unsigned ? b < 0 || b > 63 ? 0 : a >>> b : a >> Math.clamp(b, 0, 63), l.unsigned);
      default -> divide(operator, a, b, unsigned);
    };
  }

  private Number divide(Token operator, long a, long b, boolean unsigned) {
    if (b == 0) {
      if (skipping == 0) {
        throw operator.error("division by zero in #if");
      }
      return new Number(0, unsigned);
    }
    boolean quotient = operator.text.equals("/");
    if (unsigned) {
      return new Number(quotient ? Long.divideUnsigned(a, b) : Long.remainderUnsigned(a, b), true);
    }
    return new Number(quotient ? a / b : a % b, false);
  }

  private Number unary() {
    if (at >= tokens.length) {
      throw here("expression expected");
    }
    Token token = tokens[at++];
    return switch (token.kind) {
      case NUMBER -> {
        if (token.text.indexOf('\'') > 0 && !c23) {
          throw token.error("digit separators need -std=gnu2x");
        }
        yield number(token);
      }
      case CHAR -> new Number(Literals.character(token, unsignedChar), false);
      // A name that is not a macro has the value 0, keywords included (6.10.1p4); true is 1 in C23.
      case IDENT -> new Number(c23 && token.is("true") ? 1 : 0, false);
      case PUNCT -> prefix(token);
      case STRING, OTHER, END ->
          throw token.error("token '" + token.text + "' is not valid in #if");
    };
  }

  private Number prefix(Token token) {
    switch (token.text) {
      case "(" -> {
        Number inner = conditional();
        if (!accept(")")) {
          throw here("missing ')' in expression");
        }
        return inner;
      }
      case "!" -> {
        return truth(!unary().isTrue());
      }
      case "~" -> {
        Number n = unary();
        return new Number(~n.value, n.unsigned);
      }
      case "-" -> {
        Number n = unary();
        return new Number(-n.value, n.unsigned);
      }
      case "+" -> {
        return unary();
      }
      default -> throw token.error("operator '" + token.text + "' has no left operand");
    }
  }

  private static Number number(Token token) {
    Literals.IntegerLiteral literal = Literals.integer(token);
    return new Number(
        literal.value(), literal.unsigned() || !literal.decimal() && literal.value() < 0);
  }

  private boolean accept(String text) {
    if (at < tokens.length && tokens[at].is(text)) {
      at++;
      return true;
    }
    return false;
  }

  private fastpath.codegen.source.CompileException here(String message) {
    Token place = at < tokens.length ? tokens[at] : directive;
    return place.error(message);
  }
}
