package fastpath.codegen.x86.select;

import fastpath.codegen.ir.AsmOperand;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Pred;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.x86.machine.Condition;
import fastpath.codegen.x86.machine.MachineOperand.Immediate;
import fastpath.codegen.x86.machine.MachineOperand.Memory;
import fastpath.codegen.x86.machine.MachineOperand.Register;
import fastpath.codegen.x86.machine.Opcode;

/**
 * Emits instructions that set flags, and determines the condition under which a truth value is
 * true.
 */
final class CompareSelector {
  private final SelectionState s;

  CompareSelector(SelectionState selection) {
    this.s = selection;
  }

  /**
   * Emits instructions that set the flags for a truth value, unless the flags are set already, and
   * returns the condition under which the value is true. The caller must use the flags immediately.
   */
  Condition flags(Value condition) {
    if (condition instanceof Instr i) {
      if (i.op == Op.ICMP && (i.block == s.block() && !s.isDemanded(i) || s.uses(i) == 1)) {
        return compare(i);
      }
      if (i.op == Op.XOR && i.arg(1).is(1)) {
        return flags(i.arg(0)).negated();
      }
      if (i.op == Op.EXPECT) {
        return flags(i.arg(0));
      }
      if (i.op == Op.TRUNC && !s.isDemanded(i)) {
        if (bitTest(i.arg(0))) {
          return Condition.B;
        }
        s.emit(Opcode.TEST, s.registerOperand(i.arg(0), 8), new Immediate(1, null));
        return Condition.NE;
      }
      if (i.op == Op.RESULT && isFlagOutputInForce(i)) {
        return Condition.of(flagOf(i));
      }
    }
    Register r = s.registerOperand(condition, 8);
    s.emit(Opcode.TEST, r, r);
    return Condition.NE;
  }

  /** Returns the condition of the flag output that a RESULT stands for, or null. */
  static String flagOf(Instr result) {
    if (!(result.arg(0) instanceof Instr asm)) {
      return null;
    }
    int index = result.output();
    for (AsmOperand operand : asm.asm().operands()) {
      if (operand.result() == index && operand.kind() == AsmOperand.Kind.FLAG_OUT) {
        return operand.flag();
      }
    }
    return null;
  }

  private boolean isFlagOutputInForce(Instr result) {
    Instr asm = (Instr) result.arg(0);
    return asm.block == s.block() && flagOf(result) != null && flagsSurvive(s.position(asm));
  }

  /** True if no instruction between a position and the root can change flags. */
  private boolean flagsSurvive(int from) {
    for (int k = from + 1; k < s.root(); k++) {
      Instr i = s.block().instrs.get(k);
      boolean harmless =
          switch (i.op) {
            case RESULT, EXPECT -> true;
            case LOAD, ZEXT -> true; // These opcodes are moves, which do not change flags.
            case SEXT -> i.arg(0).type() != Type.I1;
            case STORE -> !(i.arg(1) instanceof Instr v) || v.op == Op.LOAD || v.op == Op.PHI;
            case ADD, SUB, MUL, AND, OR, XOR -> i.op.isPure() && s.demandedRegister(i) == 0;
            case SHL, LSHR, ASHR, ROTL, SDIV -> i.op.isPure() && s.demandedRegister(i) == 0;
            case UDIV, SREM, UREM, NEG, NOT -> i.op.isPure() && s.demandedRegister(i) == 0;
            case BSWAP, CTZ, CLZ, POPCNT -> i.op.isPure() && s.demandedRegister(i) == 0;
            case ICMP, SELECT, TRUNC, ALLOCA -> i.op.isPure() && s.demandedRegister(i) == 0;
            case ATOMIC_RMW, CMPXCHG, FENCE -> i.op.isPure() && s.demandedRegister(i) == 0;
            case CALL, ASM, READ_REG -> i.op.isPure() && s.demandedRegister(i) == 0;
            case DYNAMIC_ALLOCA, WRITE_REG, FRAME_ADDRESS ->
                i.op.isPure() && s.demandedRegister(i) == 0;
            case RETURN_ADDRESS, PHI, BR -> i.op.isPure() && s.demandedRegister(i) == 0;
            case CONDBR, SWITCH, RET -> i.op.isPure() && s.demandedRegister(i) == 0;
            case UNREACHABLE, ASM_GOTO -> i.op.isPure() && s.demandedRegister(i) == 0;
          };
      if (!harmless) {
        return false;
      }
    }
    return true;
  }

  private Condition compare(Instr icmp) {
    Value a = icmp.arg(0);
    Value b = icmp.arg(1);
    Pred pred = icmp.pred();
    if (a instanceof Const) {
      Value t = a;
      a = b;
      b = t;
      pred = pred.swapped();
    }
    if (pred.isEquality() && isExchange(a, b)) {
      return condition(pred);
    }
    int bits = SelectionState.exactBits(a.type());
    if (b instanceof Const c) {
      if (c.value() == 0) {
        return compareZero(a, bits, pred);
      }
      if (c.value() == 1 && pred == Pred.ULT || c.value() == 0 && pred == Pred.ULE) {
        return compareZero(a, bits, Pred.EQ);
      }
    }
    Memory memory = s.foldedLoad(a, bits);
    if (memory != null) {
      s.emit(Opcode.CMP, memory, s.immediateOrRegister(b, bits));
      return condition(pred);
    }
    Register left = s.registerOperand(a, bits);
    s.emit(Opcode.CMP, left, s.source(b, bits));
    return condition(pred);
  }

  private Condition compareZero(Value a, int bits, Pred pred) {
    boolean signOnly = pred == Pred.SLT || pred == Pred.SGE;
    Value stripped = SelectionState.strip(a);
    if (pred.isEquality()
        && stripped instanceof Instr and
        && and.op == Op.AND
        && and.arg(1).is(1)
        && !s.isDemanded(and)
        && bitTest(and.arg(0))) {
      return pred == Pred.EQ ? Condition.AE : Condition.B;
    }
    if (stripped instanceof Instr and
        && and.op == Op.AND
        && !s.isDemanded(and)
        && s.uses(and) <= 2
        && (and.type == a.type() || and.arg(1) instanceof Const)) {
      testAnd(and, bits);
    } else if (!signOnly && s.foldedLoad(a, bits) instanceof Memory memory) {
      s.emit(Opcode.CMP, memory, new Immediate(0, null));
      return condition(pred);
    } else {
      Register r = s.registerOperand(a, bits);
      s.emit(Opcode.TEST, r, r);
    }
    return signOnly ? (pred == Pred.SLT ? Condition.S : Condition.NS) : condition(pred);
  }

  /**
   * Puts bit 0 of a value shifted right by a variable count into CF, if the value has that form.
   */
  private boolean bitTest(Value v) {
    Value stripped = SelectionState.strip(v);
    if (stripped instanceof Instr shift
        && shift.op == Op.LSHR
        && shift.type.bits() >= 32
        && !(shift.arg(1) instanceof Const)
        && !s.isDemanded(shift)) {
      int bits = shift.type.bits();
      s.emit(
          Opcode.BT, s.registerOperand(shift.arg(0), bits), s.registerOperand(shift.arg(1), bits));
      return true;
    }
    return false;
  }

  private void testAnd(Instr and, int bits) {
    Value x = and.arg(0);
    Value y = and.arg(1);
    if (y instanceof Const mask && bits < mask.type().bits()) {
      // Only the low bits of a wider AND need to be tested.
      y = Const.of(Type.ofBytes(bits / 8), mask.value());
    }
    if (y instanceof Const c
        && bits >= 32
        && c.value() >= 0
        && c.value() < 128
        && !(x instanceof Instr load && load.op == Op.LOAD)) {
      // The byte test has an immediate of one byte instead of four; the higher bits of the mask are
      // zero.
      s.emit(Opcode.TEST, s.registerOperand(x, 8), new Immediate(c.value(), null));
      return;
    }
    if (y instanceof Const c
        && bits == 64
        && c.value() > 0
        && c.value() <= Integer.MAX_VALUE
        && !(x instanceof Instr load && load.op == Op.LOAD)) {
      s.emit(Opcode.TEST, s.registerOperand(x, 32), new Immediate(c.value(), null));
      return;
    }
    Memory memory = and.type.bits() == bits ? s.foldedLoad(x, bits) : null;
    if (memory != null) {
      s.emit(Opcode.TEST, memory, s.immediateOrRegister(y, bits));
      return;
    }
    Register left = s.registerOperand(x, bits);
    Memory right = and.type.bits() == bits ? s.foldedLoad(y, bits) : null;
    if (right != null) {
      s.emit(Opcode.TEST, right, left);
    } else {
      s.emit(Opcode.TEST, left, s.immediateOrRegister(y, bits));
    }
  }

  /**
   * True if the comparison tests whether a cmpxchg succeeded and the flags of the cmpxchg are still
   * valid.
   */
  private boolean isExchange(Value a, Value b) {
    return isExchangeOf(a, b) || isExchangeOf(b, a);
  }

  private boolean isExchangeOf(Value old, Value expected) {
    return old instanceof Instr x
        && x.op == Op.CMPXCHG
        && x.block == s.block()
        && x.arg(1).equals(expected)
        && flagsSurvive(s.position(x));
  }

  static Condition condition(Pred pred) {
    return switch (pred) {
      case EQ -> Condition.E;
      case NE -> Condition.NE;
      case SLT -> Condition.L;
      case SLE -> Condition.LE;
      case SGT -> Condition.G;
      case SGE -> Condition.GE;
      case ULT -> Condition.B;
      case ULE -> Condition.BE;
      case UGT -> Condition.A;
      case UGE -> Condition.AE;
    };
  }

  /** Sets the low byte of a register to a truth value. */
  void materialize(Instr icmp) {
    int d = s.demandedRegister(icmp);
    Condition condition = compare(icmp);
    s.emit(Opcode.SET, condition, new Register(d, 8));
  }
}
