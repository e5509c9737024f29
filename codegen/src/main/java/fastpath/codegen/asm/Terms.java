package fastpath.codegen.asm;

/** Operations on terms that do not depend on addresses. */
final class Terms {
  private Terms() {}

  /** Returns the term in the form symbol - symbol + number; null if the term has another form. */
  static RelocatableExpr linear(Term term) {
    return switch (term) {
      case Term.Number n -> RelocatableExpr.constant(n.value());
      case Term.Name n -> RelocatableExpr.symbol(n.name());
      case Term.Unary u -> unary(u.operator(), linear(u.operand()));
      case Term.Binary b -> {
        RelocatableExpr left = linear(b.left());
        RelocatableExpr right = linear(b.right());
        yield left == null || right == null ? null : binary(b.operator(), left, right);
      }
    };
  }

  private static RelocatableExpr unary(char operator, RelocatableExpr e) {
    if (e == null) {
      return null;
    }
    if (e.isConstant()) {
      return RelocatableExpr.constant(apply(operator, e.addend()));
    }
    return operator == '-' ? new RelocatableExpr(e.sub(), e.add(), -e.addend()) : null;
  }

  private static RelocatableExpr binary(String operator, RelocatableExpr l, RelocatableExpr r) {
    if (l.isConstant() && r.isConstant()) {
      return RelocatableExpr.constant(apply(operator, l.addend(), r.addend()));
    }
    return switch (operator) {
      case "+" -> sum(l, r);
      case "-" -> sum(l, new RelocatableExpr(r.sub(), r.add(), -r.addend()));
      default -> null;
    };
  }

  private static RelocatableExpr sum(RelocatableExpr l, RelocatableExpr r) {
    String ladd = l.add();
    String lsub = l.sub();
    String radd = r.add();
    String rsub = r.sub();
    if (ladd != null && ladd.equals(rsub)) {
      ladd = null;
      rsub = null;
    }
    if (radd != null && radd.equals(lsub)) {
      radd = null;
      lsub = null;
    }
    if (ladd != null && radd != null || lsub != null && rsub != null) {
      return null;
    }
    return new RelocatableExpr(
        ladd != null ? ladd : radd, lsub != null ? lsub : rsub, l.addend() + r.addend());
  }

  /** Applies a unary operator of GNU as to a number. */
  static long apply(char operator, long value) {
    return switch (operator) {
      case '-' -> -value;
      case '~' -> ~value;
      case '!' -> value == 0 ? 1 : 0;
      default -> throw new IllegalArgumentException("operator " + operator);
    };
  }

  /** Applies a binary operator of GNU as to numbers. A comparison that holds yields -1. */
  static long apply(String operator, long l, long r) {
    return switch (operator) {
      case "*" -> l * r;
      case "/" -> l / nonZero(r);
      case "%" -> l % nonZero(r);
      case "<<" -> r < 0 || r > 63 ? 0 : l << r;
      case ">>" -> r < 0 || r > 63 ? 0 : l >>> r;
      case "|" -> l | r;
      case "&" -> l & r;
      case "^" -> l ^ r;
      case "!" -> l | ~r;
      case "+" -> l + r;
      case "-" -> l - r;
      case "==" -> truth(l == r);
      case "<>" -> truth(l != r);
      case "<" -> truth(l < r);
      case ">" -> truth(l > r);
      case "<=" -> truth(l <= r);
      case ">=" -> truth(l >= r);
      case "&&" -> l != 0 && r != 0 ? 1 : 0;
      case "||" -> l != 0 || r != 0 ? 1 : 0;
      default -> throw new IllegalArgumentException("operator " + operator);
    };
  }

  private static long nonZero(long divisor) {
    if (divisor == 0) {
      throw new ArithmeticException("division by zero");
    }
    return divisor;
  }

  private static long truth(boolean b) {
    return b ? -1 : 0;
  }

  /** Returns the term in the syntax of GNU as, with parentheses around every inner operation. */
  static String text(Term term) {
    return switch (term) {
      case Term.Number n -> Long.toString(n.value());
      case Term.Name n -> AsmPrinter.name(n.name());
      case Term.Unary u -> u.operator() + inner(u.operand());
      case Term.Binary b -> inner(b.left()) + b.operator() + inner(b.right());
    };
  }

  private static String inner(Term term) {
    return switch (term) {
      case Term.Number n -> n.value() < 0 ? "(" + n.value() + ")" : text(n);
      case Term.Name n -> text(n);
      case Term.Unary u -> "(" + text(u) + ")";
      case Term.Binary b -> "(" + text(b) + ")";
    };
  }
}
