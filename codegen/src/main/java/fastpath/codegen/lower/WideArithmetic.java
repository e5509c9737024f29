package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.ir.AsmInfo;
import fastpath.codegen.ir.AsmOperand;
import fastpath.codegen.ir.Attribute;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Pred;
import fastpath.codegen.ir.Segment;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.emulator.isa.Reg;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Emits operations on integers of 128 bits as operations on their halves. */
final class WideArithmetic {
  private static final Const ZERO = Const.i64(0);

  private final IrBuilder out;

  WideArithmetic(IrBuilder out) {
    this.out = out;
  }

  private Value op(Op op, Value a, Value b) {
    return out.binary(op, a, b);
  }

  private Value choose(Value test, Value yes, Value no) {
    return test instanceof Const c
        ? c.value() != 0 ? yes : no
        : out.emit(Op.SELECT, yes.type(), null, test, yes, no);
  }

  private Value bit(Value test) {
    return out.resize(test, Type.I64, false);
  }

  /** Extends a value of a type of up to 64 bits. */
  Halves extended(Value value, CType type) {
    Value low = out.resize(value, Type.I64, type.isSigned());
    return new Halves(low, type.isSigned() ? op(Op.ASHR, low, Const.i64(63)) : ZERO);
  }

  Halves add(Halves a, Halves b) {
    Value low = op(Op.ADD, a.low(), b.low());
    Value carry = bit(out.compare(Pred.ULT, low, b.low()));
    return new Halves(low, op(Op.ADD, op(Op.ADD, a.high(), b.high()), carry));
  }

  Halves subtract(Halves a, Halves b) {
    Value low = op(Op.SUB, a.low(), b.low());
    Value borrow = bit(out.compare(Pred.ULT, a.low(), b.low()));
    return new Halves(low, op(Op.SUB, op(Op.SUB, a.high(), b.high()), borrow));
  }

  Halves negate(Halves a) {
    return subtract(new Halves(ZERO, ZERO), a);
  }

  Halves complement(Halves a) {
    return new Halves(not(a.low()), not(a.high()));
  }

  private Value not(Value value) {
    return value instanceof Const c
        ? Const.i64(~c.value())
        : out.emit(Op.NOT, Type.I64, null, value);
  }

  /** Applies AND, OR or XOR to both halves. */
  Halves bitwise(Op op, Halves a, Halves b) {
    return new Halves(op(op, a.low(), b.low()), op(op, a.high(), b.high()));
  }

  Halves multiply(Halves a, Halves b) {
    Halves low = product(a.low(), b.low(), false);
    Value cross = op(Op.ADD, times(a.low(), b.high()), times(a.high(), b.low()));
    return new Halves(low.low(), op(Op.ADD, low.high(), cross));
  }

  private Value times(Value a, Value b) {
    return a.is(0) || b.is(0) ? ZERO : op(Op.MUL, a, b);
  }

  /** Returns the whole product of two words, by the instruction that leaves it in rdx:rax. */
  Halves product(Value a, Value b, boolean signed) {
    AsmInfo multiply =
        new AsmInfo(
            signed ? "imulq %3" : "mulq %3",
            List.of(
                register(AsmOperand.Kind.OUT, Reg.RAX, -1, -1, 0),
                register(AsmOperand.Kind.OUT, Reg.RDX, -1, -1, 1),
                register(AsmOperand.Kind.IN, Reg.RAX, 0, 0, -1),
                register(AsmOperand.Kind.IN, null, -1, 1, -1)),
            Set.of(),
            false,
            false,
            List.of());
    Instr asm = out.emit(Op.ASM, Type.VOID, multiply, a, b);
    Value low = out.emit(Op.RESULT, Type.I64, new Attribute.Output(0), asm);
    Value high = out.emit(Op.RESULT, Type.I64, new Attribute.Output(1), asm);
    return new Halves(low, high);
  }

  private static AsmOperand register(
      AsmOperand.Kind kind, Reg reg, int tiedTo, int arg, int result) {
    return new AsmOperand(
        null,
        kind,
        reg == null ? null : EnumSet.of(reg),
        true,
        false,
        false,
        false,
        tiedTo,
        null,
        Type.I64,
        Segment.NONE,
        arg,
        result);
  }

  Halves shiftLeft(Halves a, Value count) {
    Value n = op(Op.AND, count, Const.i64(63));
    Value low = op(Op.SHL, a.low(), n);
    Value high = op(Op.OR, op(Op.SHL, a.high(), n), spill(Op.LSHR, a.low(), n));
    Value far = isFar(count);
    return new Halves(choose(far, ZERO, low), choose(far, low, high));
  }

  /** Shifts to the right, with copies of the sign or with zeros from the left. */
  Halves shiftRight(Halves a, Value count, boolean signed) {
    Value n = op(Op.AND, count, Const.i64(63));
    Value high = op(signed ? Op.ASHR : Op.LSHR, a.high(), n);
    Value low = op(Op.OR, op(Op.LSHR, a.low(), n), spill(Op.SHL, a.high(), n));
    Value filled = signed ? op(Op.ASHR, a.high(), Const.i64(63)) : ZERO;
    Value far = isFar(count);
    return new Halves(choose(far, high, low), choose(far, filled, high));
  }

  private Value isFar(Value count) {
    return out.compare(Pred.NE, op(Op.AND, count, Const.i64(64)), ZERO);
  }

  /** The bits that a shift by {@code n} below 64 moves into the other half; none for 0. */
  private Value spill(Op back, Value half, Value n) {
    Value rest = op(Op.XOR, n, Const.i64(63));
    return op(back, op(back, half, Const.i64(1)), rest);
  }

  /** True if any bit is set, as an I1. */
  Value isTrue(Halves a) {
    return out.isTrue(op(Op.OR, a.low(), a.high()));
  }

  Value compare(Pred pred, Halves a, Halves b) {
    if (pred == Pred.EQ || pred == Pred.NE) {
      Halves differs = bitwise(Op.XOR, a, b);
      return out.compare(pred, op(Op.OR, differs.low(), differs.high()), ZERO);
    }
    Value same = out.compare(Pred.EQ, a.high(), b.high());
    return choose(
        same,
        out.compare(pred.unsigned(), a.low(), b.low()),
        out.compare(pred, a.high(), b.high()));
  }
}
