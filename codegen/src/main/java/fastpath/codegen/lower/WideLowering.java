package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.c.Constants;
import fastpath.codegen.c.Expr;
import fastpath.codegen.c.Symbol;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Mem;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import java.math.BigInteger;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lowers expressions of type __int128. Objects of the type are in memory, as structs are; a value
 * that is computed is a pair of words.
 */
final class WideLowering {
  private final FunctionLowering f;
  private final Map<Expr.Held, Halves> held = new IdentityHashMap<>();

  WideLowering(FunctionLowering f) {
    this.f = f;
  }

  private WideArithmetic arithmetic() {
    return new WideArithmetic(f.out);
  }

  /** Returns the address of a new temporary object that contains the value. */
  Value address(Expr e) {
    Halves value = value(e);
    Value slot = f.out.alloca(16, 16, "wide.");
    store(Lvalue.memory(slot, e.type().bare()), value);
    return slot;
  }

  Halves load(Lvalue place) {
    Mem mem = place.mem();
    Value low = f.out.load(Type.I64, place.address(), mem);
    return new Halves(low, f.out.load(Type.I64, f.out.add(place.address(), 8), mem));
  }

  void store(Lvalue place, Halves value) {
    f.out.store(place.address(), value.low(), place.mem());
    f.out.store(f.out.add(place.address(), 8), value.high(), place.mem());
  }

  /** Binds the value of a {@link Expr.Let} to its name. */
  void bind(Expr.Let let) {
    held.put(let.held(), value(let.value()));
  }

  /** True if the value is not zero, as an I1. */
  Value isTrue(Expr e) {
    return arithmetic().isTrue(value(e));
  }

  Value compare(Expr.Compare c) {
    Halves left = value(c.left());
    Halves right = value(c.right());
    f.out.at(c.at());
    return arithmetic().compare(f.expressions.pred(c), left, right);
  }

  Halves value(Expr e) {
    BigInteger constant = Constants.wide(e);
    if (constant != null) {
      return new Halves(
          Const.i64(constant.longValue()), Const.i64(constant.shiftRight(64).longValue()));
    }
    return switch (e) {
      case Expr.Negate n -> arithmetic().negate(value(n.operand()));
      case Expr.Complement n -> arithmetic().complement(value(n.operand()));
      case Expr.Binary b -> binary(b);
      case Expr.Cast c -> cast(c);
      case Expr.Conditional c -> f.expressions.either(c, this::value, this::phi);
      case Expr.Assign a -> assign(a);
      case Expr.Update u -> update(u);
      case Expr.Held h -> held.get(h);
      case Expr.Let l -> {
        f.expressions.bind(l);
        yield value(l.body());
      }
      case Expr.Comma c -> {
        f.expressions.effect(c.left());
        yield value(c.right());
      }
      case Expr.Var _, Expr.Member _, Expr.Deref _, Expr.CompoundLiteral _ -> inMemory(e);
      case Expr.Call _, Expr.StatementExpr _, Expr.Builtin _ -> inMemory(e);
      case Expr.IntLit _, Expr.RealLit _, Expr.StringLit _, Expr.AddressOf _ -> throw notWide(e);
      case Expr.Not _, Expr.Compare _, Expr.Logical _ -> throw notWide(e);
      case Expr.PointerAdd _, Expr.PointerDiff _ -> throw notWide(e);
    };
  }

  private static IllegalStateException notWide(Expr e) {
    return new IllegalStateException("not of type __int128: " + e);
  }

  private Halves inMemory(Expr e) {
    Value address = f.aggregates.address(e);
    f.out.at(e.at());
    return load(Lvalue.memory(address, e.type()));
  }

  private Halves cast(Expr.Cast c) {
    CType from = c.operand().type();
    if (from.isWide()) {
      return value(c.operand());
    }
    Value value = f.expressions.value(c.operand());
    f.out.at(c.at());
    return arithmetic().extended(value, from);
  }

  private Halves binary(Expr.Binary b) {
    if (b.op() == Expr.Op.DIV || b.op() == Expr.Op.REM) {
      return divide(b);
    }
    if (b.op() == Expr.Op.MUL && isExtended(b.left(), true) && isExtended(b.right(), true)) {
      return product(b, true);
    }
    if (b.op() == Expr.Op.MUL && isExtended(b.left(), false) && isExtended(b.right(), false)) {
      return product(b, false);
    }
    Halves left = value(b.left());
    if (b.op() == Expr.Op.SHL || b.op() == Expr.Op.SHR) {
      Value count = count(b.right());
      f.out.at(b.at());
      return b.op() == Expr.Op.SHL
          ? arithmetic().shiftLeft(left, count)
          : arithmetic().shiftRight(left, count, b.type().isSigned());
    }
    Halves right = value(b.right());
    f.out.at(b.at());
    WideArithmetic arithmetic = arithmetic();
    return switch (b.op()) {
      case ADD -> arithmetic.add(left, right);
      case SUB -> arithmetic.subtract(left, right);
      case MUL -> arithmetic.multiply(left, right);
      case AND -> arithmetic.bitwise(Op.AND, left, right);
      case OR -> arithmetic.bitwise(Op.OR, left, right);
      case XOR -> arithmetic.bitwise(Op.XOR, left, right);
      case DIV, REM, SHL, SHR -> throw new AssertionError(b.op());
    };
  }

  /** Returns the count of a shift as a word. */
  Value count(Expr e) {
    return e.type().isWide()
        ? value(e).low()
        : f.out.resize(f.expressions.value(e), Type.I64, false);
  }

  /** True if the expression is an integer of up to 64 bits that has been extended. */
  private static boolean isExtended(Expr e, boolean signed) {
    return e instanceof Expr.Cast c
        && c.operand().type().isScalar()
        && !c.operand().type().isWide()
        && c.operand().type().isSigned() == signed;
  }

  /** The product of two extended words needs one multiplication. */
  private Halves product(Expr.Binary b, boolean signed) {
    Value left = f.expressions.value(((Expr.Cast) b.left()).operand());
    Value right = f.expressions.value(((Expr.Cast) b.right()).operand());
    f.out.at(b.at());
    return arithmetic()
        .product(
            f.out.resize(left, Type.I64, signed), f.out.resize(right, Type.I64, signed), signed);
  }

  private Halves divide(Expr.Binary b) {
    Symbol helper = f.module.division(b.op(), b.type().isSigned());
    CType.Func type = (CType.Func) helper.type;
    Expr callee =
        new Expr.AddressOf(new Expr.Var(helper, type, b.at()), new CType.Pointer(type, 0), b.at());
    return inMemory(new Expr.Call(callee, type, List.of(b.left(), b.right()), b.type(), b.at()));
  }

  private Halves phi(Halves first, Halves second) {
    return new Halves(
        f.expressions.phi(first.low(), second.low()),
        f.expressions.phi(first.high(), second.high()));
  }

  private Halves assign(Expr.Assign a) {
    Halves value = value(a.value());
    Lvalue place = f.places.of(a.target());
    f.out.at(a.at());
    store(place, value);
    return value;
  }

  private Halves update(Expr.Update u) {
    Lvalue place = f.places.of(u.target());
    f.out.at(u.at());
    Halves old = load(place);
    held.put(u.held(), old);
    Halves value = value(u.newValue());
    f.out.at(u.at());
    store(place, value);
    return u.resultOld() ? old : value;
  }
}
