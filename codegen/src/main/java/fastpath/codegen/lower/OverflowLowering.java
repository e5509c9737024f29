package fastpath.codegen.lower;

import com.google.common.collect.ImmutableMap;
import fastpath.codegen.c.BuiltinKind;
import fastpath.codegen.c.CType;
import fastpath.codegen.c.Expr;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Pred;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import java.util.EnumMap;
import java.util.Map;

/**
 * Lowers {@code __builtin_add_overflow} and the similar builtins, whose arithmetic is in infinite
 * precision.
 */
final class OverflowLowering {
  private static final Map<BuiltinKind, Op> OPERATIONS =
      new EnumMap<>(
          ImmutableMap.of(
              BuiltinKind.ADD_OVERFLOW, Op.ADD,
              BuiltinKind.SUB_OVERFLOW, Op.SUB,
              BuiltinKind.MUL_OVERFLOW, Op.MUL));

  private final FunctionLowering f;

  OverflowLowering(FunctionLowering f) {
    this.f = f;
  }

  Value lower(Expr.Builtin b) {
    CType left = b.args().get(0).type();
    CType right = b.args().get(1).type();
    boolean answersOnly = !b.args().get(2).type().isPointer();
    CType result = answersOnly ? b.args().get(2).type() : b.args().get(2).type().target();
    Value a = f.expressions.value(b.args().get(0));
    Value c = f.expressions.value(b.args().get(1));
    Value address = null;
    if (answersOnly) {
      f.expressions.effect(b.args().get(2));
    } else {
      address = f.expressions.value(b.args().get(2));
    }
    f.out.at(b.at());
    boolean narrow = left.size() <= 4 && right.size() <= 4;
    Value overflowed;
    Value value;
    if (narrow && b.kind() != BuiltinKind.MUL_OVERFLOW
        || narrow && left.isSigned() == right.isSigned()) {
      // The exact result for two 32-bit operands fits in 64 bits.
      Value x = f.out.resize(a, Type.I64, left.isSigned());
      Value y = f.out.resize(c, Type.I64, right.isSigned());
      Value exact = f.out.binary(op(b), x, y);
      boolean signedExact = b.kind() != BuiltinKind.MUL_OVERFLOW || left.isSigned();
      value = f.out.resize(exact, Abi.type(result), false);
      overflowed = differs(exact, value, result, signedExact);
    } else if (left.size() == result.size()
        && right.size() == result.size()
        && left.isSigned() == right.isSigned()
        && left.isSigned() == result.isSigned()) {
      value = f.out.binary(op(b), a, c);
      overflowed = wide(b.kind(), a, c, value, result.isSigned());
    } else {
      WideArithmetic wide = new WideArithmetic(f.out);
      Halves exact = exact(wide, b.kind(), wide.extended(a, left), wide.extended(c, right));
      value = f.out.resize(exact.low(), Abi.type(result), false);
      overflowed = wide.compare(Pred.NE, wide.extended(value, result), exact);
    }
    if (address != null) {
      f.out.store(address, value, Lvalue.mem(result));
    }
    return f.out.resize(overflowed, Type.I8, false);
  }

  /** Returns the exact result, which fits in 128 bits. */
  private static Halves exact(WideArithmetic wide, BuiltinKind kind, Halves a, Halves c) {
    return kind == BuiltinKind.ADD_OVERFLOW
        ? wide.add(a, c)
        : kind == BuiltinKind.SUB_OVERFLOW ? wide.subtract(a, c) : wide.multiply(a, c);
  }

  private static Op op(Expr.Builtin b) {
    return OPERATIONS.get(b.kind());
  }

  /** True if the result's type cannot represent the exact value. */
  private Value differs(Value exact, Value value, CType result, boolean signedExact) {
    if (value.type() != Type.I64) {
      Value back = f.out.resize(value, Type.I64, result.isSigned());
      return f.out.compare(Pred.NE, back, exact);
    }
    // All 64 bits of the result are kept, so that only the sign can be wrong.
    return signedExact != result.isSigned()
        ? f.out.compare(Pred.SLT, exact, Const.i64(0))
        : Const.bool(false);
  }

  private Value wide(BuiltinKind kind, Value a, Value c, Value value, boolean signed) {
    Type type = value.type();
    Const zero = Const.of(type, 0);
    if (kind == BuiltinKind.ADD_OVERFLOW) {
      return signed
          ? f.out.compare(
              Pred.SLT,
              f.out.binary(Op.AND, f.out.binary(Op.XOR, a, value), f.out.binary(Op.XOR, c, value)),
              zero)
          : f.out.compare(Pred.ULT, value, a);
    }
    if (kind == BuiltinKind.SUB_OVERFLOW) {
      return signed
          ? f.out.compare(
              Pred.SLT,
              f.out.binary(Op.AND, f.out.binary(Op.XOR, a, c), f.out.binary(Op.XOR, a, value)),
              zero)
          : f.out.compare(Pred.ULT, a, c);
    }
    return product(a, c, value, signed);
  }

  /** A product is exact if dividing it by one factor yields the other. */
  private Value product(Value a, Value c, Value value, boolean signed) {
    Type type = value.type();
    Value isZero = f.out.compare(Pred.EQ, a, Const.of(type, 0));
    // -1 * x is handled separately, because dividing the smallest number by -1 faults.
    Value isMinusOne = signed ? f.out.compare(Pred.EQ, a, Const.of(type, -1)) : Const.bool(false);
    Value special = signed ? f.out.binary(Op.OR, isZero, isMinusOne) : isZero;
    Value divisor = f.out.emit(Op.SELECT, type, null, special, Const.of(type, 1), a);
    Value quotient = f.out.emit(signed ? Op.SDIV : Op.UDIV, type, null, value, divisor);
    Value wrong = f.out.compare(Pred.NE, quotient, c);
    Value usual = f.out.binary(Op.AND, f.out.not(special), wrong);
    if (!signed) {
      return usual;
    }
    long least = type.bits() == 64 ? Long.MIN_VALUE : Integer.MIN_VALUE;
    Value negated = f.out.compare(Pred.EQ, c, Const.of(type, least));
    return f.out.binary(Op.OR, usual, f.out.binary(Op.AND, isMinusOne, negated));
  }
}
