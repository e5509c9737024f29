package fastpath.codegen.x86.select;

import static fastpath.codegen.x86.machine.Registers.RAX;
import static fastpath.codegen.x86.machine.Registers.RDX;

import fastpath.codegen.ir.CallInfo;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Undef;
import fastpath.codegen.ir.Value;
import fastpath.codegen.x86.machine.MachineFunction;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineInsn.Kind;
import fastpath.codegen.x86.machine.MachineOperand;
import fastpath.codegen.x86.machine.MachineOperand.Immediate;
import fastpath.codegen.x86.machine.MachineOperand.Memory;
import fastpath.codegen.x86.machine.MachineOperand.Register;
import fastpath.codegen.x86.machine.Opcode;
import fastpath.codegen.x86.machine.Registers;
import java.util.ArrayList;
import java.util.List;

/** Selects calls by the System V ABI, section 3.2.3, for integer arguments. */
final class CallSelector {
  private final SelectionState s;

  CallSelector(SelectionState selection) {
    this.s = selection;
  }

  /** True if a call may be emitted as a jump, because all its arguments are in registers. */
  static boolean canJump(Instr call) {
    return call.call().tail()
        && call.call().copied().isEmpty()
        && call.args.size() - 1 <= Registers.argumentCount();
  }

  void call(Instr call) {
    MachineInsn insn = prepared(call, Kind.CALL, Opcode.CALL);
    insn.clobbers = Registers.CALLER_SAVED;
    s.emit(insn);
    int d = s.demandedRegister(call);
    int second = second(call);
    if (call.type != Type.VOID) {
      insn.defs = second != 0 ? new int[] {RAX, RDX} : new int[] {RAX};
      if (d != 0) {
        s.copy(d, RAX, SelectionState.opBits(call.type));
      }
      if (second != 0) {
        s.copy(second, RDX, 64);
      }
    }
  }

  /** Returns the register for the second word of a call's result; 0 if nothing uses the word. */
  private int second(Instr call) {
    List<Instr> instrs = call.block.instrs;
    int after = s.position(call) + 1;
    return after < instrs.size() && instrs.get(after).isResult(call, 1)
        ? s.demandedRegister(instrs.get(after))
        : 0;
  }

  /** Emits a jump in place of a call and a return. */
  void tailCall(Instr call) {
    s.emit(prepared(call, Kind.TAIL, Opcode.JMP));
  }

  private MachineInsn prepared(Instr call, Kind kind, Opcode opcode) {
    CallInfo info = call.call();
    int count = call.args.size() - 1;
    int inRegisters = Math.min(count, Registers.argumentCount());
    onStack(call, inRegisters);
    MachineOperand callee = callee(call.arg(0), kind);
    int[] sources = new int[inRegisters];
    for (int k = 0; k < inRegisters; k++) {
      Value v = SelectionState.strip(call.arg(k + 1));
      sources[k] = isFree(v) ? MachineOperand.NONE : argument(call.arg(k + 1));
    }
    List<Integer> uses = new ArrayList<>();
    for (int k = 0; k < inRegisters; k++) {
      uses.add(Registers.argument(k));
      if (sources[k] != MachineOperand.NONE) {
        s.copy(Registers.argument(k), sources[k], SelectionState.opBits(call.arg(k + 1).type()));
      }
    }
    for (int k = 0; k < inRegisters; k++) {
      constantArgument(SelectionState.strip(call.arg(k + 1)), Registers.argument(k));
    }
    if (info.variadic()) {
      s.emit(Opcode.MOV, new Register(RAX, 32), new Immediate(0, null));
      uses.add(RAX);
    }
    MachineInsn insn = new MachineInsn(kind, opcode, call.loc, callee);
    insn.uses = uses.stream().mapToInt(Integer::intValue).toArray();
    return insn;
  }

  /**
   * Stores stack arguments; objects come first, because a call of memcpy overwrites the argument
   * registers.
   */
  private void onStack(Instr call, int from) {
    CallInfo info = call.call();
    int count = call.args.size() - 1;
    long[] offsets = new long[count + 1];
    for (int k = from; k < count; k++) {
      offsets[k + 1] = offsets[k] + Registers.stackBytes(info.copied(k));
      if (info.copied(k) > 0) {
        copyObject(call, call.arg(k + 1), info.copied(k), offsets[k]);
      }
    }
    for (int k = from; k < count; k++) {
      if (info.copied(k) == 0) {
        MachineOperand source = s.immediateOrRegister(call.arg(k + 1), 64);
        int slot = s.machine.newSlot(MachineFunction.Area.OUTGOING, 8, 8, offsets[k]);
        s.emit(Opcode.MOV, Memory.inSlot(64, slot, 0), source);
      }
    }
  }

  private void copyObject(Instr call, Value from, long bytes, long offset) {
    int slot = s.machine.newSlot(MachineFunction.Area.OUTGOING, bytes, 8, offset);
    s.machine.slotEscapes = true;
    s.copy(Registers.argument(1), s.register(from), 64);
    s.emit(Opcode.LEA, new Register(Registers.argument(0), 64), Memory.inSlot(0, slot, 0));
    s.emit(Opcode.MOV, new Register(Registers.argument(2), 64), new Immediate(bytes, null));
    MachineInsn copy =
        new MachineInsn(Kind.CALL, Opcode.CALL, call.loc, new Immediate(0, "memcpy"));
    copy.uses = new int[] {Registers.argument(0), Registers.argument(1), Registers.argument(2)};
    copy.clobbers = Registers.CALLER_SAVED;
    s.emit(copy);
  }

  private static boolean isFree(Value v) {
    return v instanceof Const || v instanceof SymbolAddr || v instanceof Undef;
  }

  private void constantArgument(Value v, int register) {
    if (v instanceof Const c) {
      s.emit(
          Opcode.MOV,
          new Register(register, SelectionState.opBits(c.type())),
          new Immediate(c.value(), null));
    } else if (v instanceof SymbolAddr a) {
      s.emit(Opcode.MOV, new Register(register, 64), new Immediate(a.offset(), a.symbol()));
    } else if (v instanceof Undef) {
      s.emit(Opcode.MOV, new Register(register, 32), new Immediate(0, null));
    }
  }

  private MachineOperand callee(Value callee, Kind kind) {
    if (callee instanceof SymbolAddr a) {
      return new Immediate(a.offset(), a.symbol());
    }
    if (kind != Kind.TAIL) {
      return s.registerOrMemory(callee, 64);
    }
    // A tail call's jump is executed after the frame has been removed, so that its target must be
    // in a register that the epilogue does not restore.
    s.copy(Registers.R11, s.register(callee), 64);
    return new Register(Registers.R11, 64);
  }

  /** A truth value is passed as a byte of 0 or 1, zero-extended as gcc and clang do. */
  private int argument(Value v) {
    int r = s.register(v);
    if (v.type() != Type.I1) {
      return r;
    }
    int wide = s.fresh(32);
    s.emit(Opcode.MOVZX, new Register(wide, 32), new Register(r, 8));
    return wide;
  }
}
