package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import java.util.List;

/**
 * A typed expression. All conversions are explicit: operands of arithmetic have their common type,
 * arrays and functions have decayed to {@link AddressOf}.
 */
public sealed interface Expr {
  CType type();

  /** Place of the expression: its operator or first token. */
  Token at();

  /**
   * Arithmetic operators. Both operands have one type, except for shifts, whose type is that of the
   * left operand.
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

  /** Relational and equality operators. */
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
  }

  /** An integer constant, wrapped to its type. */
  record IntLit(long value, CType type, Token at) implements Expr {}

  /** A string literal; the final NUL is among the bytes. */
  record StringLit(byte[] bytes, CType type, Token at) implements Expr {}

  /** A variable or function by name. */
  record Var(Symbol symbol, CType type, Token at) implements Expr {}

  /** {@code object.field}; the object may be an rvalue. */
  record Member(Expr object, Field field, CType type, Token at) implements Expr {}

  /** {@code *pointer}. */
  record Deref(Expr pointer, CType type, Token at) implements Expr {}

  /** {@code &object}, and the decay of arrays and functions. */
  record AddressOf(Expr object, CType type, Token at) implements Expr {}

  /** {@code -operand}. */
  record Negate(Expr operand, CType type, Token at) implements Expr {}

  /** {@code ~operand}. */
  record Complement(Expr operand, CType type, Token at) implements Expr {}

  /** {@code !operand}; an int. */
  record Not(Expr operand, CType type, Token at) implements Expr {}

  /** Integer arithmetic. */
  record Binary(Op op, Expr left, Expr right, CType type, Token at) implements Expr {}

  /** A comparison of two integers or pointers of one type; an int. */
  record Compare(Relation relation, Expr left, Expr right, CType type, Token at) implements Expr {}

  /** {@code pointer + index}. The index is a long in units of the element's size. */
  record PointerAdd(Expr pointer, Expr index, boolean minus, CType type, Token at)
      implements Expr {}

  /** {@code left - right} in elements of {@code size} bytes; a long. */
  record PointerDiff(Expr left, Expr right, long size, CType type, Token at) implements Expr {}

  /** {@code &&} or {@code ||}; an int. */
  record Logical(boolean and, Expr left, Expr right, CType type, Token at) implements Expr {}

  /** {@code test ? yes : no}. */
  record Conditional(Expr test, Expr yes, Expr no, CType type, Token at) implements Expr {}

  /** {@code target = value}. */
  record Assign(Expr target, Expr value, CType type, Token at) implements Expr {}

  /**
   * {@code target op= x}, {@code ++} and {@code --}. The old value is held while the new one is
   * computed; the result is the old or the new value.
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

  /** Computes {@code value} once; {@code body} uses it as {@code held}. */
  record Let(Held held, Expr value, Expr body, CType type, Token at) implements Expr {}

  /** A conversion, explicit or implied. */
  record Cast(Expr operand, CType type, Token at) implements Expr {}

  /** {@code left, right}. */
  record Comma(Expr left, Expr right, CType type, Token at) implements Expr {}

  /** A call; {@code callee} is a pointer to a function; arguments are converted. */
  record Call(Expr callee, CType.Func function, List<Expr> args, CType type, Token at)
      implements Expr {}

  /** {@code ({ ...})}: the value is that of the last expression statement. */
  record StatementExpr(Stmt.Block body, CType type, Token at) implements Expr {}

  /** {@code (type){...}}: an unnamed object. */
  record CompoundLiteral(Symbol variable, Initializer initializer, CType type, Token at)
      implements Expr {}

  /** A call of a builtin function, with a constant that selects a variant. */
  record Builtin(BuiltinKind kind, List<Expr> args, long extra, CType type, Token at)
      implements Expr {}
}
