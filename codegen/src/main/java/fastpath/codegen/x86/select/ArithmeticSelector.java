package fastpath.codegen.x86.select;

import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Segment;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.x86.machine.Condition;
import fastpath.codegen.x86.machine.MachineOperand;
import fastpath.codegen.x86.machine.MachineOperand.Immediate;
import fastpath.codegen.x86.machine.MachineOperand.Memory;
import fastpath.codegen.x86.machine.MachineOperand.Register;
import fastpath.codegen.x86.machine.Opcode;
import fastpath.codegen.x86.machine.Registers;

/**
 * Selects arithmetic, conversions and SELECTs. Narrow arithmetic is computed in 32 bits; bits above
 * the type are arbitrary.
 */
final class ArithmeticSelector {
  private final SelectionState s;
  private final CompareSelector compares;

  ArithmeticSelector(SelectionState selection, CompareSelector compares) {
    this.s = selection;
    this.compares = compares;
  }

  void select(Instr i) {
    int d = s.demandedRegister(i);
    int bits = SelectionState.opBits(i.type);
    switch (i.op) {
      case ADD -> add(i, d, bits);
      case SUB -> subtract(i, d, bits);
      case MUL -> multiply(i, d, bits);
      case AND, OR, XOR -> commutative(i, d, bits);
      case SHL, LSHR, ASHR, ROTL -> shift(i, d, bits);
      case NEG, NOT -> {
        if (i.type == Type.I1) {
          s.tie(d, s.register(i.arg(0)), 32);
          s.emit(Opcode.XOR, new Register(d, 32), new Immediate(1, null));
        } else {
          s.tie(d, s.register(i.arg(0)), bits);
          s.emit(i.op == Op.NEG ? Opcode.NEG : Opcode.NOT, new Register(d, bits));
        }
      }
      case ICMP -> compares.materialize(i);
      case SELECT -> selectValue(i, d, bits);
      case ZEXT -> zeroExtend(i, d);
      case SEXT -> signExtend(i, d);
      case TRUNC -> {
        s.tie(d, s.register(i.arg(0)), 32);
        s.emit(Opcode.AND, new Register(d, 32), new Immediate(1, null));
      }
      case BSWAP -> {
        s.tie(d, s.register(i.arg(0)), bits);
        if (i.type == Type.I16) {
          s.emit(Opcode.ROL, new Register(d, 16), new Immediate(8, null));
        } else {
          s.emit(Opcode.BSWAP, new Register(d, bits));
        }
      }
      case CTZ -> s.emit(Opcode.BSF, new Register(d, bits), s.registerOrMemory(i.arg(0), bits));
      case CLZ -> {
        s.emit(Opcode.BSR, new Register(d, bits), s.registerOrMemory(i.arg(0), bits));
        s.emit(Opcode.XOR, new Register(d, bits), new Immediate(bits - 1, null));
      }
      case POPCNT ->
          s.emit(Opcode.POPCNT, new Register(d, bits), s.registerOrMemory(i.arg(0), bits));
      case SDIV, UDIV, SREM, UREM, EXPECT, LOAD, STORE, ALLOCA -> throw notArithmetic(i);
      case ATOMIC_RMW, CMPXCHG, FENCE, CALL, ASM, RESULT -> throw notArithmetic(i);
      case READ_REG, WRITE_REG, DYNAMIC_ALLOCA, FRAME_ADDRESS, RETURN_ADDRESS ->
          throw notArithmetic(i);
      case PHI, BR, CONDBR, SWITCH, RET, UNREACHABLE, ASM_GOTO -> throw notArithmetic(i);
    }
  }

  private static IllegalArgumentException notArithmetic(Instr i) {
    return new IllegalArgumentException("not arithmetic: " + i.op);
  }

  /** Returns the two-operand instruction for an operation. */
  static Opcode opcode(Op op) {
    return switch (op) {
      case ADD -> Opcode.ADD;
      case SUB -> Opcode.SUB;
      case MUL -> Opcode.IMUL;
      case AND -> Opcode.AND;
      case OR -> Opcode.OR;
      case XOR -> Opcode.XOR;
      case SHL -> Opcode.SHL;
      case LSHR -> Opcode.SHR;
      case ASHR -> Opcode.SAR;
      case ROTL -> Opcode.ROL;
      case NEG -> Opcode.NEG;
      case NOT -> Opcode.NOT;
      case SDIV, UDIV, SREM, UREM, BSWAP, CTZ, CLZ, POPCNT, ICMP, SELECT -> throw several(op);
      case ZEXT, SEXT, TRUNC, EXPECT, LOAD, STORE, ALLOCA, CALL, ASM, RESULT -> throw several(op);
      case ATOMIC_RMW, CMPXCHG, FENCE, READ_REG, WRITE_REG -> throw several(op);
      case DYNAMIC_ALLOCA, FRAME_ADDRESS, RETURN_ADDRESS, PHI -> throw several(op);
      case BR, CONDBR, SWITCH, RET, UNREACHABLE, ASM_GOTO -> throw several(op);
    };
  }

  private static IllegalArgumentException several(Op op) {
    return new IllegalArgumentException(op + " is not one instruction on its first operand");
  }

  /**
   * Sums become lea; the peephole pass turns lea into the shorter add where the registers allow.
   */
  private void add(Instr i, int d, int bits) {
    Value a = i.arg(0);
    Value b = i.arg(1);
    if (SelectionState.immediate(b) == null) {
      Memory loaded = s.foldedLoad(b, bits);
      if (loaded == null) {
        loaded = s.foldedLoad(a, bits);
        Value t = a;
        a = loaded == null ? a : b;
        b = loaded == null ? b : t;
      }
      if (loaded != null) {
        s.tie(d, s.register(a), bits);
        s.emit(Opcode.ADD, new Register(d, bits), loaded);
        return;
      }
    }
    if (i.type == Type.I64) {
      Memory sum = new AddressMatcher(s, Segment.NONE).matchSum(i);
      if (sum.slot() >= 0) {
        s.machine.slotEscapes = true;
      }
      if (sum.base() != d && sum.index() != d) {
        s.emit(Opcode.LEA, new Register(d, 64), sum);
        return;
      }
    }
    if (b instanceof Const c && SelectionState.fitsImmediate(c.value())) {
      s.emit(Opcode.LEA, new Register(d, bits), Memory.at(0, s.register(a), c.value()));
    } else {
      s.emit(Opcode.LEA, new Register(d, bits), sum(s.register(a), s.register(b), 1));
    }
  }

  private static Memory sum(int base, int index, int scale) {
    return new Memory(0, Segment.NONE, base, index, scale, 0, null, MachineOperand.NONE);
  }

  private void subtract(Instr i, int d, int bits) {
    if (i.arg(1) instanceof Const c && SelectionState.fitsImmediate(-c.value())) {
      s.emit(Opcode.LEA, new Register(d, bits), Memory.at(0, s.register(i.arg(0)), -c.value()));
    } else if (i.arg(0).is(0)) {
      s.tie(d, s.register(i.arg(1)), bits);
      s.emit(Opcode.NEG, new Register(d, bits));
    } else {
      MachineOperand right = s.source(i.arg(1), bits);
      s.tie(d, s.register(i.arg(0)), bits);
      s.emit(Opcode.SUB, new Register(d, bits), right);
    }
  }

  private void commutative(Instr i, int d, int bits) {
    Opcode opcode = opcode(i.op);
    Value a = i.arg(0);
    Value b = i.arg(1);
    int exact = SelectionState.exactBits(i.type);
    MachineOperand right = SelectionState.immediate(b);
    if (right == null && exact == bits) {
      right = s.foldedLoad(b, bits);
      if (right == null) {
        right = s.foldedLoad(a, bits);
        a = right == null ? a : b;
      }
    }
    if (i.op == Op.AND
        && bits == 64
        && right instanceof Immediate c
        && c.symbol() == null
        && c.value() >= 0) {
      bits = 32;
    }
    if (right == null) {
      if (s.isDemanded(a) && !s.isDemanded(b)) {
        Value t = a;
        a = b;
        b = t;
      }
      right = s.registerOperand(b, bits);
    }
    s.tie(d, s.register(a), bits);
    s.emit(opcode, new Register(d, bits), right);
  }

  private void multiply(Instr i, int d, int bits) {
    Value a = i.arg(0);
    Value b = i.arg(1);
    if (b instanceof Const c && SelectionState.fitsImmediate(c.value())) {
      long n = c.value();
      if (n == 3 || n == 5 || n == 9) {
        int r = s.register(a);
        s.emit(Opcode.LEA, new Register(d, bits), sum(r, r, (int) n - 1));
      } else if (n > 0 && Long.bitCount(n) == 1) {
        shiftLeft(d, a, Long.numberOfTrailingZeros(n), bits);
      } else {
        s.emit(Opcode.IMUL, new Register(d, bits), wideOperand(a, bits), new Immediate(n, null));
      }
      return;
    }
    if (s.isDemanded(a) && !s.isDemanded(b)) {
      Value t = a;
      a = b;
      b = t;
    }
    MachineOperand right = wideOperand(b, bits);
    s.tie(d, s.register(a), bits);
    s.emit(Opcode.IMUL, new Register(d, bits), right);
  }

  /** Returns a register, or a memory operand of as many bits as the operation reads. */
  private MachineOperand wideOperand(Value v, int bits) {
    return SelectionState.exactBits(v.type()) == bits
        ? s.registerOrMemory(v, bits)
        : s.registerOperand(v, bits);
  }

  private void shiftLeft(int d, Value a, int count, int bits) {
    if (count >= 1 && count <= 3) {
      s.emit(
          Opcode.LEA, new Register(d, bits), sum(MachineOperand.NONE, s.register(a), 1 << count));
    } else {
      s.tie(d, s.register(a), bits);
      if (count != 0) {
        s.emit(Opcode.SHL, new Register(d, bits), new Immediate(count, null));
      }
    }
  }

  private void shift(Instr i, int d, int bits) {
    int width = SelectionState.exactBits(i.type);
    Opcode opcode = opcode(i.op);
    if (i.op == Op.SHL && i.arg(1) instanceof Const c) {
      shiftLeft(d, i.arg(0), (int) c.value() & (bits - 1), bits);
      return;
    }
    int value = s.register(i.arg(0));
    if (width < 32 && (i.op == Op.LSHR || i.op == Op.ASHR)) {
      int wide = s.fresh(32);
      s.emit(
          i.op == Op.LSHR ? Opcode.MOVZX : Opcode.MOVSX,
          new Register(wide, 32),
          new Register(value, width));
      value = wide;
    }
    int at = i.op == Op.ROTL ? width : bits;
    if (i.arg(1) instanceof Const c) {
      s.tie(d, value, bits);
      s.emit(opcode, new Register(d, at), new Immediate(c.value() & (at - 1), null));
    } else {
      int count = s.register(i.arg(1));
      s.tie(d, value, bits);
      s.copy(Registers.RCX, count, 32);
      s.emit(opcode, new Register(d, at), new Register(Registers.RCX, 8));
    }
  }

  private void selectValue(Instr i, int d, int bits) {
    Value yes = i.arg(1);
    Value no = i.arg(2);
    // The operand that is overwritten should be one whose life ends here, or else a constant, which
    // needs a register in any case.
    boolean swap = rank(yes) < rank(no);
    Value kept = swap ? yes : no;
    Value moved = swap ? no : yes;
    int constant =
        SelectionState.immediate(moved) == null ? MachineOperand.NONE : s.register(moved);
    Condition condition = compares.flags(i.arg(0));
    MachineOperand source =
        constant == MachineOperand.NONE ? wideOperand(moved, bits) : new Register(constant, bits);
    Immediate immediate = SelectionState.immediate(kept);
    if (immediate != null) {
      s.emit(Opcode.MOV, new Register(d, bits), immediate);
    } else {
      // gcc makes conditional moves from branches after PHIs have become copies.
      s.copy(d, s.register(kept), bits).phi = true;
    }
    s.emit(Opcode.CMOV, swap ? condition.negated() : condition, new Register(d, bits), source);
  }

  private int rank(Value v) {
    return SelectionState.immediate(v) != null ? 1 : s.isDemanded(v) ? 2 : 0;
  }

  private void zeroExtend(Instr i, int d) {
    Value v = i.arg(0);
    int from = SelectionState.exactBits(v.type());
    Memory memory = s.foldedLoad(v, from);
    if (memory != null) {
      s.emit(from == 32 ? Opcode.MOV : Opcode.MOVZX, new Register(d, 32), memory);
    } else if (from < 32) {
      s.emit(Opcode.MOVZX, new Register(d, 32), s.registerOperand(v, from));
    } else if (hasZeroAbove(v)) {
      s.tie(d, s.register(v), 32);
    } else {
      s.emit(Opcode.MOV, new Register(d, 32), s.registerOperand(v, 32));
    }
  }

  /**
   * True if the 32-bit value comes from an instruction that clears the upper half of the register.
   */
  private static boolean hasZeroAbove(Value v) {
    return v instanceof Instr i
        && switch (i.op) {
          case ADD, SUB, MUL, SDIV, UDIV, SREM, UREM, AND, OR, XOR, SHL, LSHR, ASHR, ROTL -> true;
          case NEG, NOT, SELECT, ZEXT, SEXT, LOAD, BSWAP -> true;
          case CTZ, CLZ, POPCNT, ICMP, TRUNC, EXPECT, STORE, ALLOCA -> false;
          case ATOMIC_RMW, CMPXCHG, FENCE, CALL, ASM, RESULT, READ_REG -> false;
          case DYNAMIC_ALLOCA, WRITE_REG, FRAME_ADDRESS, RETURN_ADDRESS, PHI, BR, CONDBR -> false;
          case SWITCH, RET, UNREACHABLE, ASM_GOTO -> false;
        };
  }

  private void signExtend(Instr i, int d) {
    Value v = i.arg(0);
    int bits = SelectionState.opBits(i.type);
    if (v.type() == Type.I1) {
      s.emit(Opcode.MOVZX, new Register(d, 32), s.registerOperand(v, 8));
      s.emit(Opcode.NEG, new Register(d, bits));
      return;
    }
    int from = SelectionState.exactBits(v.type());
    s.emit(
        from == 32 ? Opcode.MOVSXD : Opcode.MOVSX,
        new Register(d, bits),
        s.registerOrMemory(v, from));
  }
}
