package fastpath.codegen.asm;

import fastpath.emulator.isa.Symbolic;
import java.util.OptionalLong;

/**
 * An expression that a relocation can carry: {@code add - sub + addend}. Either name may be null;
 * an expression in which both are null is a constant. A relocation operator is part of the name
 * ({@code foo@GOTPCREL}). An expression of another form becomes the value of a new symbol, see
 * {@link AsmFile#reduce(Term)}. Two expressions are equal if their parts are equal.
 */
public record RelocatableExpr(String add, String sub, long addend) implements Symbolic {
  /**
   * The name of the place at which the expression stands: the start of the instruction or of the
   * number.
   */
  public static final String HERE = ".";

  public static RelocatableExpr constant(long value) {
    return new RelocatableExpr(null, null, value);
  }

  public static RelocatableExpr symbol(String name) {
    return new RelocatableExpr(name, null, 0);
  }

  public static RelocatableExpr symbol(String name, long addend) {
    return new RelocatableExpr(name, null, addend);
  }

  /** Returns {@code add - sub}: the distance between two labels, or from a place to a symbol. */
  public static RelocatableExpr difference(String add, String sub) {
    return new RelocatableExpr(add, sub, 0);
  }

  public boolean isConstant() {
    return add == null && sub == null;
  }

  /** True if the name has an operator that chooses the relocation. */
  boolean hasOperator() {
    return add != null && add.indexOf('@') > 0 && add.charAt(0) != '(';
  }

  public RelocatableExpr plus(long n) {
    return n == 0 ? this : new RelocatableExpr(add, sub, addend + n);
  }

  @Override
  public OptionalLong constant() {
    return isConstant() ? OptionalLong.of(addend) : OptionalLong.empty();
  }

  /** The expression in the syntax of GNU as. */
  @Override
  public String toString() {
    if (isConstant()) {
      return Long.toString(addend);
    }
    if (add == null) {
      return addend + "-" + AsmPrinter.name(sub);
    }
    String names = AsmPrinter.name(add) + (sub == null ? "" : "-" + AsmPrinter.name(sub));
    return addend == 0 ? names : names + (addend > 0 ? "+" : "") + addend;
  }
}
