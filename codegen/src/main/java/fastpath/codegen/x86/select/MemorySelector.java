package fastpath.codegen.x86.select;

import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Mem;
import fastpath.codegen.ir.MemoryOrder;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Rmw;
import fastpath.codegen.ir.Value;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineOperand;
import fastpath.codegen.x86.machine.MachineOperand.Immediate;
import fastpath.codegen.x86.machine.MachineOperand.Memory;
import fastpath.codegen.x86.machine.MachineOperand.Register;
import fastpath.codegen.x86.machine.Opcode;
import fastpath.codegen.x86.machine.Registers;

/** Selects loads, stores, read-modify-writes and atomic operations. */
final class MemorySelector {
  private final SelectionState s;

  MemorySelector(SelectionState selection) {
    this.s = selection;
  }

  void load(Instr i) {
    int d = s.demandedRegister(i);
    if (d == 0) {
      d = s.fresh(i.type.bits());
    }
    int bits = SelectionState.exactBits(i.type);
    Memory memory = s.address(i.arg(0), bits, i.mem().seg());
    if (bits < 32) {
      s.emit(Opcode.MOVZX, new Register(d, 32), memory);
    } else {
      s.emit(Opcode.MOV, new Register(d, bits), memory);
    }
  }

  void store(Instr i) {
    Value value = i.arg(1);
    int bits = SelectionState.exactBits(value.type());
    Mem mem = i.mem();
    if (mem.order() == MemoryOrder.SEQ_CST) {
      int r = s.fresh(bits);
      s.copy(r, s.register(value), bits);
      s.emit(Opcode.XCHG, s.address(i.arg(0), bits, mem.seg()), new Register(r, bits));
      return;
    }
    if (value instanceof Instr op && mem.isPlain() && isUpdate(i, op)) {
      update(i, op, bits);
      return;
    }
    MachineOperand source = s.immediateOrRegister(value, bits);
    s.emit(Opcode.MOV, s.address(i.arg(0), bits, mem.seg()), source);
  }

  /**
   * True if the store writes back a value that was loaded from the same location and changed by one
   * operation.
   */
  private boolean isUpdate(Instr store, Instr op) {
    boolean form =
        switch (op.op) {
          case ADD, AND, OR, XOR -> loaded(store, op.arg(0)) || loaded(store, op.arg(1));
          case SUB, NEG, NOT -> loaded(store, op.arg(0));
          case SHL, LSHR, ASHR -> loaded(store, op.arg(0)) && op.arg(1) instanceof Const;
          case MUL, ROTL, SDIV, UDIV, SREM, UREM, BSWAP, CTZ, CLZ, POPCNT -> false;
          case ICMP, SELECT, ZEXT, SEXT, TRUNC, EXPECT, LOAD, STORE, ALLOCA -> false;
          case ATOMIC_RMW, CMPXCHG, FENCE, CALL, ASM, RESULT, READ_REG -> false;
          case DYNAMIC_ALLOCA, WRITE_REG, FRAME_ADDRESS, RETURN_ADDRESS, PHI, BR, CONDBR -> false;
          case SWITCH, RET, UNREACHABLE, ASM_GOTO -> false;
        };
    return form && s.isOnlyUsedHere(op) && !s.isDemanded(op);
  }

  private boolean loaded(Instr store, Value v) {
    return v instanceof Instr load
        && load.op == Op.LOAD
        && load.type == store.arg(1).type()
        && load.mem().seg() == store.mem().seg()
        && load.arg(0).equals(store.arg(0))
        && s.canFold(load);
  }

  private void update(Instr store, Instr op, int bits) {
    Value other = null;
    if (op.args.size() == 2) {
      other = loaded(store, op.arg(0)) ? op.arg(1) : op.arg(0);
    }
    Opcode opcode = ArithmeticSelector.opcode(op.op);
    if (other == null) {
      s.emit(opcode, s.address(store.arg(0), bits, store.mem().seg()));
      return;
    }
    MachineOperand source = s.immediateOrRegister(other, bits);
    if (op.op == Op.ADD
        && source instanceof Immediate c
        && c.symbol() == null
        && SelectionState.fitsImmediate(-c.value())
        && c.value() < 0) {
      opcode = Opcode.SUB;
      source = new Immediate(-c.value(), null);
    }
    s.emit(opcode, s.address(store.arg(0), bits, store.mem().seg()), source);
  }

  void atomicUpdate(Instr i) {
    Rmw rmw = i.rmw();
    int bits = SelectionState.exactBits(i.type);
    int d = s.demandedRegister(i);
    Value value = i.arg(1);
    if (rmw.kind() == Rmw.Kind.XCHG) {
      int r = d == 0 ? s.fresh(bits) : d;
      s.tie(r, s.register(value), Math.max(32, bits));
      s.emit(Opcode.XCHG, s.address(i.arg(0), bits, rmw.seg()), new Register(r, bits));
    } else if (d == 0) {
      MachineOperand source = s.immediateOrRegister(value, bits);
      s.emit(opcode(rmw.kind()), s.address(i.arg(0), bits, rmw.seg()), source).lock = true;
    } else if (rmw.kind() == Rmw.Kind.ADD || rmw.kind() == Rmw.Kind.SUB) {
      boolean negate = rmw.kind() == Rmw.Kind.SUB;
      if (negate && value instanceof Const c) {
        value = Const.of(c.type(), -c.value());
        negate = false;
      }
      s.tie(d, s.register(value), Math.max(32, bits));
      if (negate) {
        s.emit(Opcode.NEG, new Register(d, Math.max(32, bits)));
      }
      s.emit(Opcode.XADD, s.address(i.arg(0), bits, rmw.seg()), new Register(d, bits)).lock = true;
    } else {
      throw InstructionSelector.unsupported(
          i, "the old value of an atomic " + rmw.kind() + " is not supported");
    }
  }

  private static Opcode opcode(Rmw.Kind kind) {
    return switch (kind) {
      case XCHG -> Opcode.XCHG;
      case ADD -> Opcode.ADD;
      case SUB -> Opcode.SUB;
      case AND -> Opcode.AND;
      case OR -> Opcode.OR;
      case XOR -> Opcode.XOR;
    };
  }

  void compareExchange(Instr i) {
    int bits = SelectionState.exactBits(i.type);
    int full = Math.max(32, bits);
    int desired = s.register(i.arg(2));
    int expected = s.register(i.arg(1));
    Memory memory = s.address(i.arg(0), bits, i.mem().seg());
    s.copy(Registers.RAX, expected, full);
    MachineInsn insn = s.emit(Opcode.CMPXCHG, memory, new Register(desired, bits));
    insn.roles = new int[] {MachineInsn.BOTH, MachineInsn.USE};
    insn.uses = new int[] {Registers.RAX};
    insn.defs = new int[] {Registers.RAX};
    insn.lock = true;
    if (s.demandedRegister(i) != 0) {
      s.copy(s.demandedRegister(i), Registers.RAX, full);
    }
  }

  void fence(Instr i) {
    if (i.order() == MemoryOrder.SEQ_CST) {
      s.emit(Opcode.MFENCE);
    }
  }
}
