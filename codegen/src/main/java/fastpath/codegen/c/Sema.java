package fastpath.codegen.c;

import fastpath.codegen.c.Expr.IntLit;
import fastpath.codegen.c.Expr.Op;
import fastpath.codegen.c.Expr.Relation;
import fastpath.codegen.pp.Token;
import fastpath.codegen.source.CompileException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds typed expressions: checks operands, inserts conversions, folds constants (C17 6.3, 6.5).
 * Error messages have the wording of gcc.
 */
final class Sema {
  private Sema() {}

  static Expr integer(long value, CType type, Token at) {
    return new IntLit(wrap(type, value), type, at);
  }

  /**
   * Returns an integer constant of a type: the bits as the type represents them, extended to 64
   * bits by the type's signedness.
   */
  static long wrap(CType type, long value) {
    return type instanceof CType.Int i ? i.kind().wrap(value) : value;
  }

  static Long fold(Op op, long a, long b, CType type) {
    boolean signed = type.isSigned();
    int bits = (int) type.size() * 8;
    if ((op == Op.DIV || op == Op.REM) && (b == 0 || signed && b == -1 && a == Long.MIN_VALUE)) {
      return null;
    }
    if ((op == Op.SHL || op == Op.SHR) && (b < 0 || b >= bits)) {
      return null;
    }
    long value =
        switch (op) {
          case ADD -> a + b;
          case SUB -> a - b;
          case MUL -> a * b;
          case DIV -> signed ? a / b : Long.divideUnsigned(a, b);
          case REM -> signed ? a % b : Long.remainderUnsigned(a, b);
          case AND -> a & b;
          case OR -> a | b;
          case XOR -> a ^ b;
          case SHL -> a << b;
          case SHR -> signed ? a >> b : a >>> b;
        };
    return wrap(type, value);
  }

  static boolean fold(Relation relation, long a, long b, boolean signed) {
    return relation.holds(signed ? Long.compare(a, b) : Long.compareUnsigned(a, b));
  }

  /**
   * Converts an expression to a value: arrays and functions become pointers, and an atomic object
   * is loaded (6.3.2.1).
   */
  static Expr rvalue(Expr e) {
    if (e.type().isAtomic() && isLvalue(e)) {
      return Atomics.load(e);
    }
    return switch (e.type()) {
      case CType.Array a -> new Expr.AddressOf(e, new CType.Pointer(a.of(), 0), e.at());
      case CType.Func f -> new Expr.AddressOf(e, new CType.Pointer(f, 0), e.at());
      case CType.Real _ when !(e instanceof Expr.RealLit) -> throw Reals.refused(e.at());
      case CType.Void _, CType.Int _, CType.Real _, CType.Pointer _, CType.Rec _ -> e;
    };
  }

  static Expr scalar(Expr e, String what) {
    Expr value = rvalue(e);
    if (value.type().isVoid()) {
      throw e.at().error("void value not ignored as it ought to be");
    }
    if (value instanceof Expr.RealLit r) {
      return Reals.truth(r);
    }
    if (!value.type().isScalar()) {
      throw e.at().error("used %s type value where scalar is required".formatted(kind(e.type())));
    }
    return value;
  }

  private static String kind(CType type) {
    return type instanceof CType.Rec r ? r.def().isUnion() ? "union" : "struct" : type.toString();
  }

  /** Applies the integer promotions. A bit-field is promoted by its width. */
  static Expr promote(Expr e) {
    if (!(e.type() instanceof CType.Int i)) {
      return e;
    }
    Field field = bitField(e);
    if (field != null) {
      int bits = field.bits();
      if (bits < 32 || bits == 32 && i.kind().signed) {
        return cast(e, CType.INT);
      }
      return bits == 32 ? cast(e, CType.UINT) : cast(e, i.bare());
    }
    return i.kind().rank < IntKind.INT.rank ? cast(e, CType.INT) : cast(e, i.bare());
  }

  /**
   * Returns the bit-field whose value an expression has, or null. Assignments and the comma
   * operator keep the width, as in gcc.
   */
  private static Field bitField(Expr e) {
    return switch (e) {
      case Expr.Member m -> m.field().isBitField() ? m.field() : null;
      case Expr.Assign a -> bitField(a.target());
      case Expr.Update u -> bitField(u.target());
      case Expr.Comma c -> bitField(c.right());
      case Expr.IntLit _,
          Expr.RealLit _,
          Expr.StringLit _,
          Expr.Var _,
          Expr.Deref _,
          Expr.AddressOf _ ->
          null;
      case Expr.Negate _, Expr.Complement _, Expr.Not _, Expr.Binary _, Expr.Compare _ -> null;
      case Expr.PointerAdd _, Expr.PointerDiff _, Expr.Logical _, Expr.Conditional _ -> null;
      case Expr.Held _, Expr.Let _, Expr.Cast _, Expr.Call _, Expr.StatementExpr _ -> null;
      case Expr.CompoundLiteral _, Expr.Builtin _ -> null;
    };
  }

  static CType.Int common(CType left, CType right) {
    IntKind a = ((CType.Int) left).kind();
    IntKind b = ((CType.Int) right).kind();
    boolean first = a.rank > b.rank || a.rank == b.rank && !a.signed;
    IntKind high = first ? a : b;
    IntKind low = first ? b : a;
    if (!low.signed && high.signed && low.size == high.size) {
      high = high.unsigned();
    }
    return new CType.Int(high, 0);
  }

  /**
   * Converts an expression without a check. An expression of the same type is returned as it is.
   */
  static Expr cast(Expr e, CType to) {
    CType type = to.bare();
    if (e.type().equals(type)) {
      return e;
    }
    if (e instanceof IntLit i && type.isScalar() && !type.isWide()) {
      return new IntLit(wrap(type, i.value()), type, e.at());
    }
    if (e instanceof Expr.RealLit r && type instanceof CType.Int i) {
      return Reals.toInteger(r, i);
    }
    if (type instanceof CType.Real r) {
      return Reals.convert(e, r.kind(), e.at());
    }
    BigInteger wide = e.type().isWide() && !type.isWide() ? WideConstants.value(e) : null;
    if (wide != null && type.isScalar()) {
      return type instanceof CType.Int i && i.kind() == IntKind.BOOL
          ? new IntLit(wide.signum() != 0 ? 1 : 0, type, e.at())
          : new IntLit(wrap(type, wide.longValue()), type, e.at());
    }
    return new Expr.Cast(e, type, e.at());
  }

  /** Checks and applies an explicit cast. */
  static Expr explicitCast(Expr operand, CType to, Token at) {
    if (to.isVoid()) {
      return new Expr.Cast(rvalue(operand), CType.VOID, at);
    }
    Expr e = rvalue(operand);
    if (e.type().isVoid()) {
      throw at.error("void value not ignored as it ought to be");
    }
    if (to instanceof CType.Rec) {
      if (e.type().bare().equals(to.bare())) {
        return e;
      }
      throw at.error("conversion to non-scalar type requested");
    }
    if (to instanceof CType.Array) {
      throw at.error("cast specifies array type");
    }
    if (to instanceof CType.Func) {
      throw at.error("cast specifies function type");
    }
    if (to instanceof CType.Real r) {
      return Reals.convert(e, r.kind(), at);
    }
    if (e instanceof Expr.RealLit r && to instanceof CType.Int) {
      return cast(r, to);
    }
    if (!e.type().isScalar()) {
      throw at.error(kind(e.type()) + " value used where a scalar was expected");
    }
    if (e.type().isNullptr() && to instanceof CType.Int i && i.kind() != IntKind.BOOL
        || to.isNullptr() && !e.type().isNullptr() && !isNullPointer(e)) {
      throw at.error("conversion from '%s' to '%s'".formatted(e.type().bare(), to.bare()));
    }
    if (e.type().equals(to.bare())) {
      // A cast to the same type still makes the expression an rvalue.
      return isLvalue(e) ? new Expr.Cast(e, to.bare(), at) : e;
    }
    Expr result = cast(e, to);
    return result == e ? new Expr.Cast(e, to.bare(), at) : result;
  }

  static boolean isNullPointer(Expr e) {
    return e instanceof IntLit i
        && i.value() == 0
        && (i.type().isInteger()
            || i.type().isNullptr()
            || i.type() instanceof CType.Pointer p && p.to().equals(CType.VOID));
  }

  /**
   * Converts as if by assignment (6.5.16.1). The parameter {@code what} is inserted in the error
   * message.
   */
  static Expr assignable(Expr operand, CType to, String what, Token at) {
    Expr e = rvalue(operand);
    CType from = e.type();
    if (from.isVoid()) {
      throw at.error("void value not ignored as it ought to be");
    }
    if (to instanceof CType.Rec r) {
      if (from instanceof CType.Rec f && f.def() == r.def()) {
        return e;
      }
      throw incompatible(what, to, from, at);
    }
    if (from instanceof CType.Rec) {
      throw incompatible(what, to, from, at);
    }
    if (to instanceof CType.Real r) {
      throw Reals.refused(at);
    }
    if (from instanceof CType.Real && !to.isInteger()) {
      throw incompatible(what, to, from, at);
    }
    if (to instanceof CType.Int i) {
      if (from.isPointer() && i.kind() != IntKind.BOOL) {
        throw at.error(
            "%s makes integer from pointer without a cast: '%s' from '%s'"
                .formatted(what, to.bare(), from.bare()));
      }
      return cast(e, to);
    }
    if (to instanceof CType.Pointer p) {
      if (isNullPointer(e)) {
        return cast(e, to);
      }
      if (from.isInteger()) {
        throw at.error(
            "%s makes pointer from integer without a cast: '%s' from '%s'"
                .formatted(what, to.bare(), from.bare()));
      }
      if (to.isNullptr() && !from.isNullptr()) {
        throw incompatible(what, to, from, at);
      }
      checkPointers(p, (CType.Pointer) from, what, at);
      return cast(e, to);
    }
    throw incompatible(what, to, from, at);
  }

  private static CompileException incompatible(String what, CType to, CType from, Token at) {
    return at.error(
        "incompatible types in %s: '%s' from '%s'".formatted(what, to.bare(), from.bare()));
  }

  private static void checkPointers(CType.Pointer to, CType.Pointer from, String what, Token at) {
    if ((to.to().quals() & CType.SEGMENTS) != (from.to().quals() & CType.SEGMENTS)) {
      throw at.error(
          "%s from pointer to a different address space: '%s' from '%s'"
              .formatted(what, to.bare(), from.bare()));
    }
    if (to.to().isVoid() || from.to().isVoid() || Types.similar(to.to(), from.to())) {
      return;
    }
    throw at.error(
        "%s from incompatible pointer type: '%s' from '%s'"
            .formatted(what, to.bare(), from.bare()));
  }

  static boolean isLvalue(Expr e) {
    return switch (e) {
      case Expr.Var v -> !v.symbol().isFunction();
      case Expr.Deref d -> true;
      case Expr.StringLit s -> true;
      case Expr.CompoundLiteral c -> true;
      case Expr.Member m -> isLvalue(m.object());
      case Expr.IntLit _, Expr.RealLit _, Expr.AddressOf _, Expr.Negate _, Expr.Complement _ ->
          false;
      case Expr.Not _, Expr.Binary _, Expr.Compare _, Expr.PointerAdd _ -> false;
      case Expr.PointerDiff _, Expr.Logical _, Expr.Conditional _ -> false;
      case Expr.Assign _, Expr.Update _, Expr.Held _, Expr.Let _, Expr.Cast _ -> false;
      case Expr.Comma _, Expr.Call _, Expr.StatementExpr _, Expr.Builtin _ -> false;
    };
  }

  private static CompileException operands(String op, Expr l, Expr r, Token at) {
    return at.error(
        "invalid operands to binary %s (have '%s' and '%s')".formatted(op, l.type(), r.type()));
  }

  static Expr binary(Op op, Expr left, Expr right, Token at) {
    Expr l = rvalue(left);
    Expr r = rvalue(right);
    if (Reals.either(l, r) && isArithmetic(l) && isArithmetic(r)) {
      return Reals.binary(op, l, r, at);
    }
    if (l.type().isNullptr() || r.type().isNullptr()) {
      throw operands(op.text, left, right, at);
    }
    if (op == Op.ADD && l.type().isInteger() && r.type().isPointer()) {
      return pointerAdd(r, l, false, at);
    }
    if ((op == Op.ADD || op == Op.SUB) && l.type().isPointer()) {
      if (r.type().isInteger()) {
        return pointerAdd(l, r, op == Op.SUB, at);
      }
      if (op == Op.SUB && r.type().isPointer()) {
        return pointerDiff(l, r, at);
      }
    }
    if (!l.type().isInteger() || !r.type().isInteger()) {
      throw operands(op.text, left, right, at);
    }
    l = promote(l);
    r = promote(r);
    boolean shift = op == Op.SHL || op == Op.SHR;
    CType type = shift ? l.type() : common(l.type(), r.type());
    if (!shift) {
      l = cast(l, type);
      r = cast(r, type);
    }
    if (l instanceof IntLit a && r instanceof IntLit b) {
      Long value = fold(op, a.value(), b.value(), type);
      if (value != null) {
        return new IntLit(value, type, at);
      }
    }
    return new Expr.Binary(op, l, r, type, at);
  }

  private static boolean isArithmetic(Expr e) {
    return e.type().isInteger() || e.type().isReal();
  }

  private static void checkStep(CType to, Token at) {
    if (to.size() < 0) {
      throw at.error("invalid use of undefined type '" + to.bare() + "'");
    }
  }

  private static Expr pointerAdd(Expr pointer, Expr index, boolean minus, Token at) {
    checkStep(pointer.type().target(), at);
    Expr step = cast(promote(index), CType.LONG);
    CType type = pointer.type().bare();
    if (pointer instanceof IntLit p && step instanceof IntLit i) {
      long by = i.value() * type.target().size();
      return new IntLit(p.value() + (minus ? -by : by), type, at);
    }
    return new Expr.PointerAdd(pointer, step, minus, type, at);
  }

  private static Expr pointerDiff(Expr l, Expr r, Token at) {
    CType to = l.type().target();
    if (!Types.compatible(to, r.type().target())) {
      throw operands("-", l, r, at);
    }
    checkStep(to, at);
    if (l instanceof IntLit a && r instanceof IntLit b && to.size() > 0) {
      return new IntLit((a.value() - b.value()) / to.size(), CType.LONG, at);
    }
    return new Expr.PointerDiff(l, r, Math.max(to.size(), 1), CType.LONG, at);
  }

  static Expr compare(Relation relation, Expr left, Expr right, Token at) {
    Expr l = rvalue(left);
    Expr r = rvalue(right);
    if (Reals.either(l, r) && isArithmetic(l) && isArithmetic(r)) {
      return Reals.compare(relation, l, r, at);
    }
    boolean ordered = relation != Relation.EQ && relation != Relation.NE;
    if (ordered && (l.type().isNullptr() || r.type().isNullptr())) {
      throw operands(relation.text, left, right, at);
    }
    if (l.type().isInteger() && r.type().isInteger()) {
      l = promote(l);
      r = promote(r);
      CType type = common(l.type(), r.type());
      l = cast(l, type);
      r = cast(r, type);
    } else if (l.type().isPointer() && r.type().isPointer()) {
      boolean fine =
          l.type().target().isVoid()
              || r.type().target().isVoid()
              || isNullPointer(l)
              || isNullPointer(r)
              || Types.similar(l.type().target(), r.type().target());
      if (!fine) {
        throw at.error(
            "comparison of distinct pointer types: '%s' and '%s'"
                .formatted(l.type().bare(), r.type().bare()));
      }
    } else if (l.type().isPointer() && isNullPointer(r)) {
      r = cast(r, l.type());
    } else if (r.type().isPointer() && isNullPointer(l)) {
      l = cast(l, r.type());
    } else if (l.type().isScalar() && r.type().isScalar()) {
      throw at.error("comparison between pointer and integer");
    } else {
      throw operands(relation.text, left, right, at);
    }
    if (l instanceof IntLit a && r instanceof IntLit b) {
      boolean holds = fold(relation, a.value(), b.value(), l.type().isSigned());
      return new IntLit(holds ? 1 : 0, CType.INT, at);
    }
    Expr.Compare compare = new Expr.Compare(relation, l, r, CType.INT, at);
    Boolean known = l.type().isWide() ? WideConstants.compare(compare) : null;
    return known == null ? compare : new IntLit(known ? 1 : 0, CType.INT, at);
  }

  static Expr logical(boolean and, Expr left, Expr right, Token at) {
    Expr l = scalar(left, "");
    Expr r = scalar(right, "");
    if (l instanceof IntLit a) {
      boolean isTrue = a.value() != 0;
      if (isTrue != and) {
        return new IntLit(isTrue ? 1 : 0, CType.INT, at);
      }
      return truth(r, at);
    }
    return new Expr.Logical(and, l, r, CType.INT, at);
  }

  /** Returns the comparison {@code e != 0}, of type int. */
  static Expr truth(Expr e, Token at) {
    if (e instanceof IntLit i) {
      return new IntLit(i.value() != 0 ? 1 : 0, CType.INT, at);
    }
    return new Expr.Not(new Expr.Not(e, CType.INT, at), CType.INT, at);
  }

  static Expr not(Expr operand, Token at) {
    Expr e = scalar(operand, "!");
    return e instanceof IntLit i
        ? new IntLit(i.value() == 0 ? 1 : 0, CType.INT, at)
        : new Expr.Not(e, CType.INT, at);
  }

  static Expr negate(Expr operand, Token at) {
    if (operand instanceof Expr.RealLit r) {
      return Reals.negate(r, at);
    }
    Expr e = promote(arithmetic(operand, "minus", at));
    return e instanceof IntLit i
        ? integer(-i.value(), e.type(), at)
        : new Expr.Negate(e, e.type(), at);
  }

  static Expr complement(Expr operand, Token at) {
    Expr e = promote(arithmetic(operand, "bit-complement", at));
    return e instanceof IntLit i
        ? integer(~i.value(), e.type(), at)
        : new Expr.Complement(e, e.type(), at);
  }

  static Expr plus(Expr operand, Token at) {
    if (operand instanceof Expr.RealLit) {
      return operand;
    }
    Expr e = promote(arithmetic(operand, "plus", at));
    return isLvalue(e) ? new Expr.Cast(e, e.type().bare(), at) : e;
  }

  private static Expr arithmetic(Expr operand, String what, Token at) {
    Expr e = rvalue(operand);
    if (!e.type().isInteger()) {
      throw at.error(
          "%s to unary %s".formatted("wrong type argument (have '" + operand.type() + "')", what));
    }
    return e;
  }

  static Expr conditional(Expr test, Expr first, Expr second, Token at) {
    Expr condition = scalar(test, "?:");
    Expr yes = rvalue(first);
    Expr no = rvalue(second);
    if (Reals.either(yes, no) && isArithmetic(yes) && isArithmetic(no)) {
      if (!(condition instanceof IntLit i)) {
        throw Reals.refused(at);
      }
      return Reals.convert(i.value() != 0 ? yes : no, Reals.common(yes.type(), no.type()), at);
    }
    CType type = conditionalType(yes, no, at);
    yes = type.isVoid() ? explicitCast(yes, CType.VOID, at) : cast(yes, type);
    no = type.isVoid() ? explicitCast(no, CType.VOID, at) : cast(no, type);
    if (condition instanceof IntLit i) {
      Expr chosen = i.value() != 0 ? yes : no;
      return isLvalue(chosen) ? new Expr.Cast(chosen, type, at) : chosen;
    }
    return new Expr.Conditional(condition, yes, no, type, at);
  }

  private static CType conditionalType(Expr yes, Expr no, Token at) {
    CType a = yes.type();
    CType b = no.type();
    if (a.isInteger() && b.isInteger()) {
      return common(promote(yes).type(), promote(no).type());
    }
    if (a.isVoid() || b.isVoid()) {
      return CType.VOID;
    }
    if (a instanceof CType.Rec x && b instanceof CType.Rec y && x.def() == y.def()) {
      return a.bare();
    }
    if (a.isNullptr() && b.isPointer()) {
      return b.bare();
    }
    if (a.isPointer() && (b.isNullptr() || isNullPointer(no))) {
      return a.bare();
    }
    if (b.isPointer() && isNullPointer(yes)) {
      return b.bare();
    }
    if (a instanceof CType.Pointer p && b instanceof CType.Pointer q) {
      int quals = p.to().quals() | q.to().quals();
      if (p.to().isVoid() || q.to().isVoid()) {
        return new CType.Pointer(new CType.Void(quals), 0);
      }
      if (Types.similar(p.to(), q.to())) {
        return new CType.Pointer(p.to().with(quals), 0);
      }
      throw at.error(
          "pointer type mismatch in conditional expression: '%s' and '%s'"
              .formatted(a.bare(), b.bare()));
    }
    throw at.error(
        "type mismatch in conditional expression: '%s' and '%s'".formatted(a.bare(), b.bare()));
  }

  private static void modifiable(Expr target, String what, Token at) {
    if (!isLvalue(target)) {
      throw at.error("lvalue required as %s".formatted(what));
    }
    if (target.type() instanceof CType.Array) {
      throw at.error("assignment to expression with array type");
    }
    if (target.type().isConst()) {
      throw at.error(
          "assignment of read-only %s"
              .formatted(
                  target instanceof Expr.Var v
                      ? "variable '" + v.symbol().name + "'"
                      : target instanceof Expr.Member m
                          ? "member '" + m.field().name() + "'"
                          : "location"));
    }
    if (target.type() instanceof CType.Rec r && r.def().hasConstMember()) {
      throw at.error("assignment of read-only member of '%s'".formatted(r.bare()));
    }
    if (!target.type().isComplete()) {
      throw at.error("invalid use of incomplete type '" + target.type().bare() + "'");
    }
  }

  static Expr assign(Expr target, Expr value, Token at) {
    modifiable(target, "left operand of assignment", at);
    Expr converted = assignable(value, target.type(), "assignment", at);
    if (target.type().isAtomic()) {
      return Atomics.store(target, converted, at);
    }
    return new Expr.Assign(target, converted, target.type().bare(), at);
  }

  /**
   * Returns a compound assignment. Like gcc, a right operand with side effects is evaluated before
   * the left operand is read.
   */
  static Expr update(Op op, Expr target, Expr value, Token at) {
    modifiable(target, "left operand of assignment", at);
    if (!value.type().isInteger() || target.type().isAtomic() || !Effects.any(value)) {
      return update(op, target, value, false, at);
    }
    Expr right = promote(rvalue(value));
    Expr.Held held = new Expr.Held(right.type().bare(), at);
    Expr update = update(op, target, held, false, at);
    return new Expr.Let(held, right, update, update.type(), at);
  }

  static Expr step(Expr target, int by, boolean postfix, Token at) {
    modifiable(target, by > 0 ? "increment operand" : "decrement operand", at);
    if (!target.type().isScalar()) {
      throw at.error("wrong type argument to %s".formatted(by > 0 ? "increment" : "decrement"));
    }
    return update(by > 0 ? Op.ADD : Op.SUB, target, new IntLit(1, CType.INT, at), postfix, at);
  }

  private static Expr update(Op op, Expr target, Expr value, boolean resultOld, Token at) {
    if (target.type().isAtomic()) {
      return Atomics.update(op, target, value, resultOld, at);
    }
    CType type = target.type().bare();
    Expr.Held held = new Expr.Held(type, at);
    // The old value of a bit-field is promoted by the bit-field's width.
    Expr old =
        target instanceof Expr.Member m && m.field().isBitField() ? promoteBits(held, m) : held;
    Expr result = assignable(binary(op, old, value, at), type, "assignment", at);
    return new Expr.Update(target, held, result, resultOld, type, at);
  }

  private static Expr promoteBits(Expr held, Expr.Member m) {
    CType promoted = promote(m).type();
    return cast(held, promoted);
  }

  static Expr addressOf(Expr e, Token at) {
    if (e instanceof Expr.Member m && m.field().isBitField()) {
      throw at.error("cannot take address of bit-field '" + m.field().name() + "'");
    }
    if (e instanceof Expr.Var v && (v.symbol().register != null || v.symbol().isRegister)) {
      throw at.error("address of register variable '" + v.symbol().name + "' requested");
    }
    if (e instanceof Expr.Deref d && !(e.type() instanceof CType.Array)) {
      // &*p is p, and the object is not read.
      return cast(d.pointer(), new CType.Pointer(e.type(), 0)) == d.pointer()
          ? d.pointer()
          : new Expr.Cast(d.pointer(), new CType.Pointer(e.type(), 0), at);
    }
    if (!isLvalue(e) && !(e.type() instanceof CType.Func)) {
      throw at.error("lvalue required as unary '&' operand");
    }
    if (e instanceof Expr.Member m
        && m.object() instanceof Expr.Deref d
        && d.pointer() instanceof IntLit base) {
      return new IntLit(base.value() + m.field().offset(), new CType.Pointer(e.type(), 0), at);
    }
    return new Expr.AddressOf(e, new CType.Pointer(e.type(), 0), at);
  }

  static Expr deref(Expr operand, Token at) {
    Expr e = rvalue(operand);
    if (!(e.type() instanceof CType.Pointer p)) {
      throw at.error("invalid type argument of unary '*' (have '%s')".formatted(operand.type()));
    }
    if (p.to() instanceof CType.Func && e instanceof Expr.AddressOf a) {
      return a.object();
    }
    return new Expr.Deref(e, p.to(), at);
  }

  static Expr member(Expr object, String name, Token at) {
    if (!(object.type() instanceof CType.Rec r)) {
      throw at.error(
          "request for member '%s' in something not a structure or union".formatted(name));
    }
    if (!r.def().isComplete()) {
      throw at.error("invalid use of undefined type '" + r.bare() + "'");
    }
    Field field = r.def().find(name);
    if (field == null) {
      throw at.error(r.def().noMember(r, name));
    }
    CType type = field.type().plus(r.quals());
    return new Expr.Member(object, field, type, at);
  }

  static Expr arrow(Expr pointer, String name, Token at) {
    Expr e = rvalue(pointer);
    if (!(e.type() instanceof CType.Pointer p)) {
      throw at.error("invalid type argument of '->' (have '%s')".formatted(pointer.type()));
    }
    if (!(p.to() instanceof CType.Rec)) {
      throw at.error(
          "request for member '%s' in something not a structure or union".formatted(name));
    }
    return member(new Expr.Deref(e, p.to(), at), name, at);
  }

  static Expr call(Expr callee, List<Expr> args, Token at, Token close) {
    Expr function = rvalue(callee);
    if (!(function.type() instanceof CType.Pointer p && p.to() instanceof CType.Func f)) {
      throw at.error(
          "called object%s is not a function or function pointer"
              .formatted(callee instanceof Expr.Var v ? " '" + v.symbol().name + "'" : ""));
    }
    String name = callee instanceof Expr.Var v ? "'" + v.symbol().name + "'" : "this call";
    if (f.prototyped() && args.size() < f.params().size()) {
      throw close.error("too few arguments to function " + name);
    }
    if (f.prototyped() && !f.variadic() && args.size() > f.params().size()) {
      throw args.get(f.params().size()).at().error("too many arguments to function " + name);
    }
    List<Expr> converted = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      Expr arg = args.get(i);
      converted.add(
          i < f.params().size()
              ? argument(arg, f.params().get(i), "passing argument %d of %s".formatted(i + 1, name))
              : promote(valueArgument(arg)));
    }
    CType result = f.result().bare();
    if (!result.isVoid() && !result.isComplete()) {
      throw at.error("invalid use of incomplete type '" + result + "'");
    }
    return new Expr.Call(function, f, converted, result, at);
  }

  /** Converts an argument; a transparent union takes a value of the type of one of its members. */
  private static Expr argument(Expr arg, CType to, String what) {
    if (to instanceof CType.Rec r && r.def().isTransparent()) {
      Expr value = rvalue(arg);
      for (Field field : r.def().fields()) {
        CType type = field.type().bare();
        boolean fits =
            type.isPointer() && isNullPointer(value)
                || Types.compatible(type, value.type())
                || type.isPointer() && value.type().isPointer() && isPassed(value, type);
        if (fits) {
          Initializer.Item item = new Initializer.Item(0, null, type, cast(value, type));
          Initializer initializer = new Initializer(to.bare(), List.of(item));
          Symbol object = new Symbol(".argument", Symbol.Kind.LOCAL, to.bare(), arg.at());
          return new Expr.CompoundLiteral(object, initializer, to.bare(), arg.at());
        }
      }
    }
    return assignable(arg, to, what, arg.at());
  }

  private static boolean isPassed(Expr value, CType pointer) {
    CType from = value.type().target();
    CType to = pointer.target();
    return (to.quals() & CType.SEGMENTS) == (from.quals() & CType.SEGMENTS)
        && (to.isVoid() || from.isVoid() || Types.compatible(to, from));
  }

  /** Returns the call for attribute cleanup. The pointer's type is not checked, as in gcc. */
  static Expr cleanup(Expr.Var function, Symbol variable) {
    Token at = function.at();
    Expr address = addressOf(new Expr.Var(variable, variable.type, at), at);
    boolean one = ((CType.Func) function.type()).params().size() == 1;
    CType wanted = one ? ((CType.Func) function.type()).params().getFirst() : CType.VOID_POINTER;
    Expr argument = wanted.isPointer() ? explicitCast(address, wanted, at) : address;
    return call(function, List.of(argument), at, at);
  }

  private static Expr valueArgument(Expr arg) {
    Expr e = rvalue(arg);
    if (e.type().isVoid()) {
      throw arg.at().error("invalid use of void expression");
    }
    if (e.type().isReal()) {
      throw Reals.refused(arg.at());
    }
    return e;
  }
}
