package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import java.util.List;

/**
 * A typed expression. All conversions are explicit: operands of arithmetic have their common type,
 * and decayed arrays and functions are an {@link AddressOf}.
 */
public sealed interface Expr {
  CType type();

  /** The token at which the expression is reported: its operator or first token. */
  Token at();

  /**
   * The arithmetic operators with two operands. Both operands have one type, except for shifts,
   * whose type is that of the left operand.
   */
  enum Op {
    ADD("+"),
    SUB("-"),
    MUL("*"),
    DIV("/"),
    REM("%"),
    AND("&"),
    OR("|"),
    XOR("^"),
    SHL("<<"),
    SHR(">>");

    final String text;

    Op(String text) {
      this.text = text;
    }
  }

  /** The relational and equality operators. */
  enum Relation {
    EQ("=="),
    NE("!="),
    LT("<"),
    GT(">"),
    LE("<="),
    GE(">=");

    final String text;

    Relation(String text) {
      this.text = text;
    }

    /**
     * True if the relation holds between two values.
     *
     * @param order the result of comparing the left value to the right one
     */
    boolean holds(int order) {
      return switch (this) {
        case EQ -> order == 0;
        case NE -> order != 0;
        case LT -> order < 0;
        case GT -> order > 0;
        case LE -> order <= 0;
        case GE -> order >= 0;
      };
    }
  }

  /** An integer constant, reduced to the range of its type. */
  record IntLit(long value, CType type, Token at) implements Expr {}

  /** A floating constant of type float or double; {@code value} is rounded to the type. */
  record RealLit(double value, CType type, Token at) implements Expr {}

  /** A string literal; {@code bytes} includes the final NUL. */
  record StringLit(byte[] bytes, CType type, Token at) implements Expr {}

  /** A use of a variable or function. */
  record Var(Symbol symbol, CType type, Token at) implements Expr {}

  /** A member access {@code object.field}; the object may be an rvalue. */
  record Member(Expr object, Field field, CType type, Token at) implements Expr {}

  /** An indirection {@code *pointer}. */
  record Deref(Expr pointer, CType type, Token at) implements Expr {}

  /** An address {@code &object}, or the decay of an array or function. */
  record AddressOf(Expr object, CType type, Token at) implements Expr {}

  /** An arithmetic negation {@code -operand}. */
  record Negate(Expr operand, CType type, Token at) implements Expr {}

  /** A bitwise complement {@code ~operand}. */
  record Complement(Expr operand, CType type, Token at) implements Expr {}

  /** A logical negation {@code !operand}, of type int. */
  record Not(Expr operand, CType type, Token at) implements Expr {}

  /** An integer operation with two operands. */
  record Binary(Op op, Expr left, Expr right, CType type, Token at) implements Expr {}

  /** A comparison of two integers or pointers of one type; its type is int. */
  record Compare(Relation relation, Expr left, Expr right, CType type, Token at) implements Expr {}

  /**
   * A sum {@code pointer + index}, or the difference if {@code minus}. The index is a long and
   * counts elements.
   */
  record PointerAdd(Expr pointer, Expr index, boolean minus, CType type, Token at)
      implements Expr {}

  /**
   * A difference of pointers {@code left - right} in elements of {@code size} bytes, of type long.
   */
  record PointerDiff(Expr left, Expr right, long size, CType type, Token at) implements Expr {}

  /** A logical {@code &&} or {@code ||}, of type int. */
  record Logical(boolean and, Expr left, Expr right, CType type, Token at) implements Expr {}

  /** A conditional expression {@code test ? yes : no}. */
  record Conditional(Expr test, Expr yes, Expr no, CType type, Token at) implements Expr {}

  /** An assignment {@code target = value}. */
  record Assign(Expr target, Expr value, CType type, Token at) implements Expr {}

  /**
   * A compound assignment {@code target op= x}, {@code ++} or {@code --}. {@code held} is the old
   * value, from which {@code newValue} is computed; the result is the old or the new value.
   */
  record Update(Expr target, Held held, Expr newValue, boolean resultOld, CType type, Token at)
      implements Expr {}

  /** A value that an enclosing {@link Update} or {@link Let} has computed. */
  final class Held implements Expr {
    private final CType type;
    private final Token at;

    Held(CType type, Token at) {
      this.type = type;
      this.at = at;
    }

    @Override
    public CType type() {
      return type;
    }

    @Override
    public Token at() {
      return at;
    }
  }

  /**
   * An expression that computes {@code value} once; {@code body} uses the value as {@code held}.
   */
  record Let(Held held, Expr value, Expr body, CType type, Token at) implements Expr {}

  /** A conversion, explicit or implicit. */
  record Cast(Expr operand, CType type, Token at) implements Expr {}

  /** A comma expression {@code left, right}. */
  record Comma(Expr left, Expr right, CType type, Token at) implements Expr {}

  /** A call; {@code callee} is a pointer to a function, and the arguments are already converted. */
  record Call(Expr callee, CType.Func function, List<Expr> args, CType type, Token at)
      implements Expr {}

  /** {@code ({ ...})}: the value is that of the last expression statement. */
  record StatementExpr(Stmt.Block body, CType type, Token at) implements Expr {}

  /** {@code (type){...}}: an unnamed object. */
  record CompoundLiteral(Symbol variable, Initializer initializer, CType type, Token at)
      implements Expr {}

  /**
   * A call of a builtin function; {@code extra} is a constant whose meaning depends on the kind.
   */
  record Builtin(BuiltinKind kind, List<Expr> args, long extra, CType type, Token at)
      implements Expr {}
}
