package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.c.Expr;
import fastpath.codegen.c.IntKind;
import fastpath.codegen.c.Stmt;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Pred;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Undef;
import fastpath.codegen.ir.Value;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Lowers expressions that yield scalar values, and expressions that are evaluated for their side
 * effects alone.
 */
final class ExpressionLowering {
  private final FunctionLowering f;

  ExpressionLowering(FunctionLowering f) {
    this.f = f;
  }

  /** Evaluates an expression for its side effects; its value, of any type, is discarded. */
  void effect(Expr e) {
    switch (e) {
      case Expr.Cast c when c.type().isVoid() -> effect(c.operand());
      case Expr.Conditional c when !c.type().isScalar() -> conditionalEffect(c);
      case Expr.Comma c -> {
        effect(c.left());
        effect(c.right());
      }
      case Expr.StatementExpr s -> statements(s.body(), false);
      case Expr.Call c -> f.calls.lower(c);
      case Expr.Let l -> {
        bind(l);
        effect(l.body());
      }
      case Expr.Var v when !v.type().isVolatile() || v.symbol().isFunction() -> {}
      case Expr.Logical l -> logicalEffect(l);
      case Expr.Binary b -> {
        effect(b.left());
        effect(b.right());
      }
      case Expr.Complement c -> effect(c.operand());
      case Expr.Negate n -> effect(n.operand());
      case Expr.Not n -> effect(n.operand());
      case Expr.Cast c when c.operand().type().isScalar() -> effect(c.operand());
      case Expr.Builtin b -> f.builtins.lower(b, false);
      case Expr.RealLit _ -> {}
      case Expr.IntLit _, Expr.StringLit _, Expr.Var _, Expr.Member _ -> evaluateOnly(e);
      case Expr.Deref _, Expr.AddressOf _, Expr.Compare _, Expr.PointerAdd _ -> evaluateOnly(e);
      case Expr.PointerDiff _, Expr.Conditional _, Expr.Assign _ -> evaluateOnly(e);
      case Expr.Update _, Expr.Held _, Expr.Cast _, Expr.CompoundLiteral _ -> evaluateOnly(e);
    }
  }

  private void evaluateOnly(Expr e) {
    if (Abi.isRecord(e.type())) {
      f.aggregates.address(e);
    } else if (e.type().isScalar() || e.type().isVoid()) {
      value(e);
    } else {
      f.places.of(e);
    }
  }

  private void logicalEffect(Expr.Logical l) {
    Block more = f.out.newBlock("more");
    Block end = f.out.newBlock("end");
    f.conditions.branch(l.left(), l.and() ? more : end, l.and() ? end : more, null);
    f.out.start(more);
    effect(l.right());
    f.out.start(end);
  }

  private void conditionalEffect(Expr.Conditional c) {
    Block yes = f.out.newBlock("then");
    Block no = f.out.newBlock("else");
    Block end = f.out.newBlock("end");
    f.conditions.branch(c.test(), yes, no, null);
    f.out.start(yes);
    effect(c.yes());
    f.out.branch(end);
    f.out.start(no);
    effect(c.no());
    f.out.start(end);
  }

  /**
   * Lowers a statement expression; returns its value if a value is wanted and exists, else null.
   */
  Value statements(Stmt.Block body, boolean wanted) {
    List<Stmt> list = body.statements();
    Stmt.Cleanup outer = f.statements.scope();
    Value result = null;
    for (int i = 0; i < list.size(); i++) {
      if (wanted && i == list.size() - 1 && list.get(i) instanceof Stmt.Expression last) {
        result = Abi.isRecord(last.expr().type()) ? kept(last.expr(), outer) : value(last.expr());
      } else {
        f.statements.lower(list.get(i));
      }
    }
    f.statements.leave(outer);
    return result;
  }

  /** Returns the address of a struct value, or of a copy if a cleanup could change the original. */
  private Value kept(Expr e, Stmt.Cleanup outer) {
    Value address = f.aggregates.address(e);
    if (f.statements.scope() == outer) {
      return address;
    }
    Value copy = f.out.alloca(e.type().size(), e.type().align(), "value.");
    f.aggregates.copy(Lvalue.memory(copy, e.type().bare()), Lvalue.memory(address, e.type()));
    return copy;
  }

  /** Returns the value of a scalar expression; null for void. */
  Value value(Expr e) {
    if (e.type().isWide()) {
      return f.aggregates.address(e);
    }
    return switch (e) {
      case Expr.IntLit i -> Const.of(Abi.type(i.type()), i.value());
      case Expr.RealLit r -> throw new IllegalArgumentException("a floating constant remains");
      case Expr.Var v -> load(v);
      case Expr.Member m -> load(m);
      case Expr.Deref d -> d.type().isVoid() ? drop(d.pointer()) : load(d);
      case Expr.AddressOf a -> f.places.of(a.object()).address();
      case Expr.Negate n -> unary(Op.NEG, n.operand(), n);
      case Expr.Complement n -> unary(Op.NOT, n.operand(), n);
      case Expr.Not n -> truth(n);
      case Expr.Compare c -> truth(c);
      case Expr.Logical l -> truth(l);
      case Expr.Binary b -> binary(b);
      case Expr.PointerAdd p -> pointerAdd(p);
      case Expr.PointerDiff d -> pointerDiff(d);
      case Expr.Conditional c -> conditional(c);
      case Expr.Assign a -> assign(a);
      case Expr.Update u -> update(u);
      case Expr.Held h -> f.held.get(h);
      case Expr.Let l -> {
        bind(l);
        yield value(l.body());
      }
      case Expr.Cast c -> cast(c);
      case Expr.Comma c -> {
        effect(c.left());
        yield value(c.right());
      }
      case Expr.Call c -> f.calls.lower(c);
      case Expr.StatementExpr s -> {
        Value value = statements(s.body(), true);
        yield value == null && s.type().isScalar() ? Undef.of(Abi.type(s.type())) : value;
      }
      case Expr.CompoundLiteral c -> load(c);
      case Expr.Builtin b -> f.builtins.lower(b, true);
      case Expr.StringLit s -> f.places.of(s).address();
    };
  }

  /** Computes the value that the body of a {@link Expr.Let} uses. */
  void bind(Expr.Let l) {
    if (l.held().type().isWide()) {
      f.wide.bind(l);
    } else {
      f.held.put(l.held(), value(l.value()));
    }
  }

  private Value drop(Expr e) {
    effect(e);
    return null;
  }

  private Value load(Expr e) {
    Lvalue place = f.places.of(e);
    f.out.at(e.at());
    return f.places.load(place);
  }

  private Value unary(Op op, Expr operand, Expr e) {
    Value value = value(operand);
    f.out.at(e.at());
    return f.out.emit(op, value.type(), null, value);
  }

  /** Returns the value of a relation or logical expression, as an int. */
  private Value truth(Expr e) {
    return f.out.resize(f.conditions.bit(e), Abi.type(e.type()), false);
  }

  private Value binary(Expr.Binary b) {
    Value left = value(b.left());
    Value right = b.right().type().isWide() ? f.wide.count(b.right()) : value(b.right());
    f.out.at(b.at());
    boolean signed = b.type().isSigned();
    Op op =
        switch (b.op()) {
          case ADD -> Op.ADD;
          case SUB -> Op.SUB;
          case MUL -> Op.MUL;
          case DIV -> signed ? Op.SDIV : Op.UDIV;
          case REM -> signed ? Op.SREM : Op.UREM;
          case AND -> Op.AND;
          case OR -> Op.OR;
          case XOR -> Op.XOR;
          case SHL -> Op.SHL;
          case SHR -> signed ? Op.ASHR : Op.LSHR;
        };
    if (b.op() == Expr.Op.SHL || b.op() == Expr.Op.SHR) {
      right = f.out.resize(right, left.type(), false);
    }
    boolean swap = left instanceof Const && op.isCommutative();
    return swap ? f.out.binary(op, right, left) : f.out.binary(op, left, right);
  }

  private Value scaled(Value index, long size) {
    if (size == 1) {
      return index;
    }
    return Long.bitCount(size) == 1
        ? f.out.binary(Op.SHL, index, Const.i64(Long.numberOfTrailingZeros(size)))
        : f.out.binary(Op.MUL, index, Const.i64(size));
  }

  private Value pointerAdd(Expr.PointerAdd p) {
    Value pointer = value(p.pointer());
    Value index = value(p.index());
    f.out.at(p.at());
    long size = p.type().target().size();
    return f.out.binary(p.minus() ? Op.SUB : Op.ADD, pointer, scaled(index, size));
  }

  private Value pointerDiff(Expr.PointerDiff d) {
    Value left = value(d.left());
    Value right = value(d.right());
    f.out.at(d.at());
    Value bytes = f.out.binary(Op.SUB, left, right);
    // The division is exact: the value is shifted right by the power of two in the divisor, then
    // multiplied by the inverse of the odd part.
    int twos = Long.numberOfTrailingZeros(d.size());
    Value shifted = f.out.binary(Op.ASHR, bytes, Const.i64(twos));
    long odd = d.size() >> twos;
    return odd == 1 ? shifted : f.out.binary(Op.MUL, shifted, Const.i64(inverse(odd)));
  }

  /** Returns the inverse of {@code odd} modulo 2^64, by Newton's iteration. */
  private static long inverse(long odd) {
    long x = odd;
    for (int i = 0; i < 5; i++) {
      x *= 2 - odd * x;
    }
    return x;
  }

  private Value conditional(Expr.Conditional c) {
    if (c.type().isVoid()) {
      conditionalEffect(c);
      return null;
    }
    return either(c, this::value, this::phi);
  }

  /**
   * Lowers a conditional expression; each operand is lowered on its own path.
   *
   * @param join returns the result from the results of the two operands, in order
   */
  <T> T either(Expr.Conditional c, Function<Expr, T> lower, BinaryOperator<T> join) {
    Block yes = f.out.newBlock("then");
    Block no = f.out.newBlock("else");
    Block end = f.out.newBlock("end");
    f.conditions.branch(c.test(), yes, no, null);
    f.out.start(yes);
    T first = lower.apply(c.yes());
    f.out.branch(end);
    f.out.start(no);
    T second = lower.apply(c.no());
    f.out.branch(end);
    f.out.start(end);
    f.out.at(c.at());
    return join.apply(first, second);
  }

  /** Returns a PHI of the values from the two predecessors of the current block, in order. */
  Value phi(Value first, Value second) {
    if (f.out.current().preds.size() < 2) {
      // The current block is unreachable if it has fewer than two predecessors.
      return Undef.of(first.type());
    }
    return f.out.emit(Op.PHI, first.type(), null, first, second);
  }

  private Value assign(Expr.Assign a) {
    if (a.type() instanceof CType.Rec) {
      f.aggregates.assign(a);
      return null;
    }
    if (isSimple(a.target())) {
      Value value = value(a.value());
      Lvalue place = f.places.of(a.target());
      f.out.at(a.at());
      f.places.store(place, value);
      return f.places.stored(place, value);
    }
    Lvalue place = f.places.of(a.target());
    Value value = value(a.value());
    f.out.at(a.at());
    f.places.store(place, value);
    return f.places.stored(place, value);
  }

  private static boolean isSimple(Expr target) {
    return target instanceof Expr.Var;
  }

  private Value update(Expr.Update u) {
    Lvalue place = f.places.of(u.target());
    f.out.at(u.at());
    if (u.target().type().isAtomic()) {
      return f.builtins.atomics.update(u, place);
    }
    Value old = f.places.load(place);
    f.held.put(u.held(), old);
    Value value = value(u.newValue());
    f.out.at(u.at());
    f.places.store(place, value);
    return u.resultOld() ? old : f.places.stored(place, value);
  }

  private Value cast(Expr.Cast c) {
    CType to = c.type();
    if (to.isVoid()) {
      effect(c.operand());
      return null;
    }
    if (to instanceof CType.Int i && i.kind() == IntKind.BOOL) {
      return f.out.resize(f.conditions.bit(c.operand()), Type.I8, false);
    }
    CType from = c.operand().type();
    if (from instanceof CType.Rec) {
      return f.aggregates.address(c.operand());
    }
    Value value = from.isWide() ? f.wide.value(c.operand()).low() : value(c.operand());
    f.out.at(c.at());
    return f.out.resize(value, Abi.type(to), from.isSigned());
  }

  Pred pred(Expr.Compare c) {
    boolean signed = c.left().type().isSigned();
    return switch (c.relation()) {
      case EQ -> Pred.EQ;
      case NE -> Pred.NE;
      case LT -> signed ? Pred.SLT : Pred.ULT;
      case GT -> signed ? Pred.SGT : Pred.UGT;
      case LE -> signed ? Pred.SLE : Pred.ULE;
      case GE -> signed ? Pred.SGE : Pred.UGE;
    };
  }
}
