package fastpath.codegen.c;

import fastpath.codegen.c.CType.RealKind;
import fastpath.codegen.c.Expr.IntLit;
import fastpath.codegen.c.Expr.Op;
import fastpath.codegen.c.Expr.RealLit;
import fastpath.codegen.c.Expr.Relation;
import fastpath.codegen.pp.Token;
import fastpath.codegen.source.CompileException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Folds floating constants, in the precision of their type as on x86-64 (C17 5.2.4.2.2). Code that
 * computes with floating point is refused, so that an operand that is no constant is an error.
 */
final class Reals {
  private static final Pattern CONSTANT =
      Pattern.compile(
          "(0x([0-9a-f]+\\.?[0-9a-f]*|\\.[0-9a-f]+)p[-+]?[0-9]+"
              + "|([0-9]+\\.[0-9]*|\\.[0-9]+|[0-9]+(?=e))(e[-+]?[0-9]+)?)[fl]?");

  private Reals() {}

  /** True for a number token that is a floating constant (6.4.4.2). */
  static boolean is(Token number) {
    String text = number.text.toLowerCase(Locale.ROOT);
    boolean hex = text.startsWith("0x");
    return !text.startsWith("0b") && (text.indexOf('.') >= 0 || text.indexOf(hex ? 'p' : 'e') >= 0);
  }

  static Expr literal(Token number) {
    String text = number.text.toLowerCase(Locale.ROOT).replace("'", "");
    if (!CONSTANT.matcher(text).matches()) {
      throw number.error("invalid floating constant '" + number.text + "'");
    }
    boolean hex = text.startsWith("0x");
    if (text.endsWith("l")) {
      throw number.error(
          "a constant of type 'long double' is not supported: '" + number.text + "'");
    }
    boolean isFloat = text.endsWith("f") && (!hex || text.indexOf('p') > 0);
    String digits = isFloat ? text.substring(0, text.length() - 1) : text;
    return isFloat
        ? make(Float.parseFloat(digits), RealKind.FLOAT, number)
        : make(Double.parseDouble(digits), RealKind.DOUBLE, number);
  }

  private static RealLit make(double value, RealKind kind, Token at) {
    double rounded = kind == RealKind.FLOAT ? (float) value : value;
    return new RealLit(rounded, new CType.Real(kind, 0), at);
  }

  /** Returns the error for an operand that is no constant. */
  static CompileException refused(Token at) {
    return at.error("floating point is not supported outside constant expressions");
  }

  /** True if one of two operands has a floating type. */
  static boolean either(Expr left, Expr right) {
    return left.type().isReal() || right.type().isReal();
  }

  /** The wider floating type of two operands. */
  static RealKind common(CType left, CType right) {
    RealKind a = left instanceof CType.Real r ? r.kind() : RealKind.FLOAT;
    RealKind b = right instanceof CType.Real r ? r.kind() : RealKind.FLOAT;
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Converts a constant to a floating type. */
  static RealLit convert(Expr e, RealKind kind, Token at) {
    if (kind == RealKind.LONG_DOUBLE) {
      throw at.error("a constant of type 'long double' is not supported");
    }
    if (e instanceof RealLit r) {
      return make(r.value(), kind, at);
    }
    BigInteger value = e.type().isInteger() ? integer(e) : null;
    if (value == null) {
      throw refused(at);
    }
    return make(kind == RealKind.FLOAT ? value.floatValue() : value.doubleValue(), kind, at);
  }

  private static BigInteger integer(Expr e) {
    if (e.type().isWide()) {
      return WideConstants.value(e);
    }
    Long value = Effects.any(e) ? null : Constants.integer(e);
    return value == null
        ? null
        : e.type().isSigned()
            ? BigInteger.valueOf(value)
            : new BigInteger(Long.toUnsignedString(value));
  }

  static Expr binary(Op op, Expr left, Expr right, Token at) {
    RealKind kind = common(left.type(), right.type());
    double a = convert(left, kind, at).value();
    double b = convert(right, kind, at).value();
    return switch (op) {
      case ADD -> make(a + b, kind, at);
      case SUB -> make(a - b, kind, at);
      case MUL -> make(a * b, kind, at);
      case DIV -> make(a / b, kind, at);
      case REM, AND, OR, XOR, SHL, SHR ->
          throw at.error(
              "invalid operands to binary %s (have '%s' and '%s')"
                  .formatted(op.text, left.type(), right.type()));
    };
  }

  static Expr compare(Relation relation, Expr left, Expr right, Token at) {
    RealKind kind = common(left.type(), right.type());
    double a = convert(left, kind, at).value();
    double b = convert(right, kind, at).value();
    boolean holds =
        switch (relation) {
          case EQ -> a == b;
          case NE -> a != b;
          case LT -> a < b;
          case GT -> a > b;
          case LE -> a <= b;
          case GE -> a >= b;
        };
    return new IntLit(holds ? 1 : 0, CType.INT, at);
  }

  static Expr negate(RealLit r, Token at) {
    return new RealLit(-r.value(), r.type(), at);
  }

  /** Returns whether a constant differs from zero, as an int. */
  static IntLit truth(RealLit r) {
    return new IntLit(r.value() != 0 ? 1 : 0, CType.INT, r.at());
  }

  /**
   * Converts a constant to an integer type, towards zero (6.3.1.4). A value that the type cannot
   * represent is an error, because its result is undefined; a value for __int128 must fit in a
   * long.
   */
  static Expr toInteger(RealLit r, CType.Int to) {
    if (to.kind() == IntKind.BOOL) {
      return new IntLit(r.value() != 0 ? 1 : 0, to, r.at());
    }
    if (to.isWide()) {
      return Sema.cast(toInteger(r, CType.LONG), to);
    }
    boolean finite = Math.abs(r.value()) < 0x1p64;
    BigInteger value = finite ? new BigDecimal(r.value()).toBigInteger() : null;
    boolean fits =
        finite
            && (to.isSigned()
                ? value.bitLength() < to.kind().bits()
                : value.signum() >= 0 && value.bitLength() <= to.kind().bits());
    if (!fits) {
      throw r.at().error("floating constant is outside the range of '" + to + "'");
    }
    return new IntLit(to.kind().wrap(value.longValue()), to, r.at());
  }
}
