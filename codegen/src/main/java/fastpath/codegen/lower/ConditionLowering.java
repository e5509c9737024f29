package fastpath.codegen.lower;

import fastpath.codegen.c.BuiltinKind;
import fastpath.codegen.c.CType;
import fastpath.codegen.c.Expr;
import fastpath.codegen.c.IntKind;
import fastpath.codegen.ir.Attribute;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.BranchWeight;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;

/**
 * Lowers conditions: to one bit, or to branches that evaluate only the operands that C requires.
 */
final class ConditionLowering {
  private final FunctionLowering f;

  ConditionLowering(FunctionLowering f) {
    this.f = f;
  }

  /** True if the expression is not zero, as an I1. */
  Value bit(Expr e) {
    if (e.type().isWide()) {
      return f.wide.isTrue(e);
    }
    return switch (e) {
      case Expr.Not n -> {
        Value inner = bit(n.operand());
        f.out.at(n.at());
        yield invert(n.operand(), inner);
      }
      case Expr.Compare c when c.left().type().isWide() -> f.wide.compare(c);
      case Expr.Compare c -> {
        Value left = f.expressions.value(c.left());
        Value right = f.expressions.value(c.right());
        f.out.at(c.at());
        yield f.out.compare(f.expressions.pred(c), left, right);
      }
      case Expr.Logical l -> logical(l);
      case Expr.Cast c when keepsTruth(c) -> bit(c.operand());
      case Expr.Builtin b when isExpectedBit(b) -> {
        Value inner = bit(b.args().getFirst());
        f.out.at(b.at());
        yield f.out.emit(Op.EXPECT, Type.I1, new Attribute.Expected(b.extra()), inner);
      }
      case Expr.IntLit _, Expr.RealLit _, Expr.StringLit _, Expr.Var _, Expr.Member _ -> isTrue(e);
      case Expr.Deref _, Expr.AddressOf _, Expr.Negate _ -> isTrue(e);
      case Expr.Complement _, Expr.Binary _, Expr.PointerAdd _ -> isTrue(e);
      case Expr.PointerDiff _, Expr.Conditional _, Expr.Assign _ -> isTrue(e);
      case Expr.Update _, Expr.Held _, Expr.Let _, Expr.Cast _ -> isTrue(e);
      case Expr.Comma _, Expr.Call _, Expr.StatementExpr _ -> isTrue(e);
      case Expr.CompoundLiteral _, Expr.Builtin _ -> isTrue(e);
    };
  }

  private Value isTrue(Expr e) {
    Value value = f.expressions.value(e);
    f.out.at(e.at());
    return f.out.isTrue(value);
  }

  private Value invert(Expr operand, Value bit) {
    if (bit instanceof fastpath.codegen.ir.Instr i
        && i.op == Op.ICMP
        && i.block == f.out.current()
        && i == i.block.instrs.getLast()) {
      i.attr = i.pred().negated();
      return i;
    }
    return f.out.not(bit);
  }

  /** True if a conversion yields zero only for zero. */
  private static boolean keepsTruth(Expr.Cast c) {
    CType from = c.operand().type();
    return from.isScalar()
        && c.type().isScalar()
        && (c.type().size() >= from.size()
            || c.type() instanceof CType.Int i && i.kind() == IntKind.BOOL
            || isTruth(c.operand()));
  }

  /** True if the value can only be 0 or 1. */
  private static boolean isTruth(Expr e) {
    return switch (e) {
      case Expr.Not n -> true;
      case Expr.Compare c -> true;
      case Expr.Logical l -> true;
      case Expr.Cast c -> isBool(c) || c.type().isScalar() && isTruth(c.operand());
      case Expr.Builtin b -> isExpectedBit(b) && isTruth(b.args().getFirst());
      case Expr.IntLit _, Expr.RealLit _, Expr.StringLit _, Expr.Var _, Expr.Member _ -> isBool(e);
      case Expr.Deref _, Expr.AddressOf _, Expr.Negate _ -> isBool(e);
      case Expr.Complement _, Expr.Binary _, Expr.PointerAdd _ -> isBool(e);
      case Expr.PointerDiff _, Expr.Conditional _, Expr.Assign _ -> isBool(e);
      case Expr.Update _, Expr.Held _, Expr.Let _, Expr.Comma _ -> isBool(e);
      case Expr.Call _, Expr.StatementExpr _, Expr.CompoundLiteral _ -> isBool(e);
    };
  }

  private static boolean isBool(Expr e) {
    return e.type() instanceof CType.Int i && i.kind() == IntKind.BOOL;
  }

  private static boolean isExpectedBit(Expr.Builtin b) {
    return b.kind() == BuiltinKind.EXPECT
        && (b.extra() == 0 || b.extra() == 1 && isTruth(b.args().getFirst()));
  }

  /**
   * True if an EXPECT is about a truth value, so that the expectation can be applied to one bit.
   */
  boolean isExpectedTruth(Expr.Builtin b) {
    return isExpectedBit(b) && isTruth(b.args().getFirst());
  }

  private Value logical(Expr.Logical l) {
    Block yes = f.out.newBlock("true");
    Block no = f.out.newBlock("false");
    Block end = f.out.newBlock("end");
    branch(l, yes, no, null);
    f.out.start(yes);
    f.out.branch(end);
    f.out.start(no);
    f.out.branch(end);
    f.out.start(end);
    f.out.at(l.at());
    return f.expressions.phi(Const.bool(true), Const.bool(false));
  }

  /**
   * Branches to one of two blocks, and ends the current block.
   *
   * @param expected the outcome that the source declares to be likely, or null
   */
  void branch(Expr e, Block yes, Block no, Boolean expected) {
    switch (e) {
      case Expr.Not n -> branch(n.operand(), no, yes, expected == null ? null : !expected);
      case Expr.Logical l -> {
        Block more = f.out.newBlock(l.and() ? "and" : "or");
        // If an && is expected to be true, both operands are; if an || is expected to be false,
        // both operands are.
        Boolean part = expected != null && expected == l.and() ? expected : null;
        branch(l.left(), l.and() ? more : yes, l.and() ? no : more, part);
        f.out.start(more);
        branch(l.right(), yes, no, expected);
      }
      case Expr.Cast c when keepsTruth(c) -> branch(c.operand(), yes, no, expected);
      case Expr.Builtin b when isExpectedBit(b) ->
          branch(b.args().getFirst(), yes, no, b.extra() != 0);
      case Expr.Comma c -> {
        f.expressions.effect(c.left());
        branch(c.right(), yes, no, expected);
      }
      case Expr.IntLit _, Expr.RealLit _, Expr.StringLit _ -> branchOnBit(e, yes, no, expected);
      case Expr.Var _, Expr.Member _, Expr.Deref _ -> branchOnBit(e, yes, no, expected);
      case Expr.AddressOf _, Expr.Negate _ -> branchOnBit(e, yes, no, expected);
      case Expr.Complement _, Expr.Binary _ -> branchOnBit(e, yes, no, expected);
      case Expr.Compare _, Expr.PointerAdd _ -> branchOnBit(e, yes, no, expected);
      case Expr.PointerDiff _, Expr.Conditional _ -> branchOnBit(e, yes, no, expected);
      case Expr.Assign _, Expr.Update _ -> branchOnBit(e, yes, no, expected);
      case Expr.Held _, Expr.Let _, Expr.Cast _ -> branchOnBit(e, yes, no, expected);
      case Expr.Call _, Expr.StatementExpr _ -> branchOnBit(e, yes, no, expected);
      case Expr.CompoundLiteral _, Expr.Builtin _ -> branchOnBit(e, yes, no, expected);
    }
  }

  private void branchOnBit(Expr e, Block yes, Block no, Boolean expected) {
    Value bit = bit(e);
    f.out.at(e.at());
    BranchWeight weight =
        expected == null
            ? null
            : new BranchWeight(
                expected ? BranchWeight.EXPECT_PROBABILITY : 1 - BranchWeight.EXPECT_PROBABILITY);
    f.out.branch(bit, yes, no, weight);
  }
}
