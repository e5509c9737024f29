package fastpath.codegen.c;

import java.math.BigInteger;

/** Evaluates constant expressions of type __int128, which do not fit in a long. */
final class WideConstants {
  private WideConstants() {}

  /** Returns the value of an integer expression of any width; null if it is not a constant. */
  static BigInteger value(Expr e) {
    if (!(e.type() instanceof CType.Int type)) {
      return null;
    }
    if (!type.isWide()) {
      Long value = Constants.integer(e);
      return value == null ? null : extended(value, type);
    }
    return switch (e) {
      case Expr.Cast c -> wrap(value(c.operand()), type);
      case Expr.Negate n -> wrap(negated(value(n.operand())), type);
      case Expr.Complement n -> wrap(complemented(value(n.operand())), type);
      case Expr.Binary b -> wrap(binary(b.op(), value(b.left()), value(b.right())), type);
      case Expr.Conditional c -> {
        BigInteger test = value(c.test());
        yield test == null ? null : value(test.signum() != 0 ? c.yes() : c.no());
      }
      case Expr.IntLit i -> extended(i.value(), CType.LONG);
      case Expr.RealLit _,
          Expr.StringLit _,
          Expr.Var _,
          Expr.Member _,
          Expr.Deref _,
          Expr.AddressOf _ ->
          null;
      case Expr.Not _, Expr.Compare _, Expr.PointerAdd _, Expr.PointerDiff _ -> null;
      case Expr.Logical _, Expr.Assign _, Expr.Update _, Expr.Held _, Expr.Let _ -> null;
      case Expr.Comma _, Expr.Call _, Expr.StatementExpr _ -> null;
      case Expr.CompoundLiteral _, Expr.Builtin _ -> null;
    };
  }

  /** Returns the value of a comparison of integers; null if it is not a constant. */
  static Boolean compare(Expr.Compare c) {
    BigInteger left = value(c.left());
    BigInteger right = value(c.right());
    return left == null || right == null
        ? null
        : (Boolean) c.relation().holds(left.compareTo(right));
  }

  private static BigInteger extended(long value, CType type) {
    BigInteger signed = BigInteger.valueOf(value);
    return type.isSigned() || value >= 0 ? signed : signed.add(BigInteger.ONE.shiftLeft(64));
  }

  private static BigInteger negated(BigInteger value) {
    return value == null ? null : value.negate();
  }

  private static BigInteger complemented(BigInteger value) {
    return value == null ? null : value.not();
  }

  /** Returns the value of an integer type, other than _Bool, that a value is converted to. */
  static BigInteger wrap(BigInteger value, CType.Int type) {
    if (value == null) {
      return null;
    }
    int bits = type.kind().bits();
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits);
    BigInteger low = value.mod(modulus);
    return type.isSigned() && low.testBit(bits - 1) ? low.subtract(modulus) : low;
  }

  private static BigInteger binary(Expr.Op op, BigInteger a, BigInteger b) {
    if (a == null || b == null) {
      return null;
    }
    boolean shift = op == Expr.Op.SHL || op == Expr.Op.SHR;
    boolean division = op == Expr.Op.DIV || op == Expr.Op.REM;
    if (shift && (b.signum() < 0 || b.bitLength() > 7) || division && b.signum() == 0) {
      return null;
    }
    return switch (op) {
      case ADD -> a.add(b);
      case SUB -> a.subtract(b);
      case MUL -> a.multiply(b);
      case DIV -> a.divide(b);
      case REM -> a.remainder(b);
      case AND -> a.and(b);
      case OR -> a.or(b);
      case XOR -> a.xor(b);
      case SHL -> a.shiftLeft(b.intValue());
      case SHR -> a.shiftRight(b.intValue());
    };
  }
}
