package fastpath.codegen.c;

import fastpath.codegen.c.Expr.Op;
import fastpath.codegen.pp.Token;
import java.util.List;

/**
 * Builds accesses to objects of atomic type: every load, store and read-modify-write is
 * sequentially consistent (C17 6.2.5p20, 6.5.16.2p3).
 */
final class Atomics {
  private static final long SEQ_CST = 5;

  private Atomics() {}

  private static Expr make(BuiltinKind kind, CType type, Token at, Expr... args) {
    return new Expr.Builtin(kind, List.of(args), SEQ_CST, type, at);
  }

  static Expr load(Expr object) {
    Token at = object.at();
    return make(BuiltinKind.ATOMIC_LOAD, object.type().bare(), at, Sema.addressOf(object, at));
  }

  /** Returns the assignment of a value, which has the object's type already. */
  static Expr store(Expr target, Expr value, Token at) {
    CType type = target.type().bare();
    Expr.Held held = new Expr.Held(type, at);
    Expr store = make(BuiltinKind.ATOMIC_STORE, CType.VOID, at, Sema.addressOf(target, at), held);
    return new Expr.Let(held, value, new Expr.Comma(store, held, type, at), type, at);
  }

  /** Returns a compound assignment, {@code ++} or {@code --}. */
  static Expr update(Op op, Expr target, Expr value, boolean resultOld, Token at) {
    CType type = target.type().bare();
    Expr operand = Sema.rvalue(value);
    Expr.Held by = new Expr.Held(Sema.promote(operand).type().bare(), at);
    Expr.Held held = new Expr.Held(type, at);
    BuiltinKind instruction = instruction(op, type);
    Expr old = instruction == null ? held : fetch(instruction, target, by, at);
    Expr after = Sema.assignable(Sema.binary(op, old, by, at), type, "assignment", at);
    Expr update =
        instruction == null
            ? new Expr.Update(target, held, after, resultOld, type, at)
            : resultOld ? old : after;
    return new Expr.Let(by, Sema.cast(operand, by.type()), update, type, at);
  }

  /** The read-modify-write that an operator is; null for one that needs a loop. */
  private static BuiltinKind instruction(Op op, CType type) {
    if (type instanceof CType.Int i && i.kind() == IntKind.BOOL) {
      return null;
    }
    return switch (op) {
      case ADD -> BuiltinKind.ATOMIC_FETCH_ADD;
      case SUB -> BuiltinKind.ATOMIC_FETCH_SUB;
      case AND -> BuiltinKind.ATOMIC_FETCH_AND;
      case OR -> BuiltinKind.ATOMIC_FETCH_OR;
      case XOR -> BuiltinKind.ATOMIC_FETCH_XOR;
      case MUL, DIV, REM, SHL, SHR -> null;
    };
  }

  /** Returns the read-modify-write, whose value is the old one; a pointer moves by elements. */
  private static Expr fetch(BuiltinKind kind, Expr target, Expr.Held by, Token at) {
    CType type = target.type().bare();
    Expr operand = by;
    if (type instanceof CType.Pointer p && by.type().isInteger()) {
      Expr size = Sema.integer(p.to().size(), CType.LONG, at);
      operand = Sema.binary(Op.MUL, Sema.cast(by, CType.LONG), size, at);
    }
    return make(kind, type, at, Sema.addressOf(target, at), Sema.cast(operand, type));
  }
}
