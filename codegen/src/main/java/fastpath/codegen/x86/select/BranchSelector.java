package fastpath.codegen.x86.select;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.BranchWeight;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.x86.machine.Condition;
import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineInsn.Kind;
import fastpath.codegen.x86.machine.MachineOperand;
import fastpath.codegen.x86.machine.MachineOperand.Immediate;
import fastpath.codegen.x86.machine.MachineOperand.Memory;
import fastpath.codegen.x86.machine.MachineOperand.Register;
import fastpath.codegen.x86.machine.Opcode;
import fastpath.codegen.x86.machine.Registers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Selects branches, switches and other terminators. */
final class BranchSelector {
  /** The number of cases below which a switch becomes comparisons; gcc's limit. */
  private static final int JUMP_TABLE_CASES = 5;

  /** The largest number of jump table entries for each case; gcc's limit. */
  private static final int JUMP_TABLE_SPARSENESS = 8;

  private final SelectionState s;
  private final CompareSelector compares;
  private final PhiCopies edges;

  BranchSelector(SelectionState selection, CompareSelector compares, PhiCopies edges) {
    this.s = selection;
    this.compares = compares;
    this.edges = edges;
  }

  void jump(Block block, MachineBlock machine, MachineBlock target) {
    edges.copies(block);
    s.emit(new MachineInsn(Kind.JUMP, Opcode.JMP, s.loc()));
    machine.succs.add(target);
  }

  void branch(Instr i, MachineBlock machine) {
    double taken = i.attr instanceof BranchWeight w ? w.taken() : 0.5;
    MachineBlock yes = edges.target(i.block, 0, taken);
    MachineBlock no = edges.target(i.block, 1, 1 - taken);
    Condition condition = compares.flags(i.arg(0));
    end(s.emit(MachineInsn.branch(condition, taken, i.loc)), machine, yes, no);
  }

  private static void end(
      MachineInsn branch, MachineBlock machine, MachineBlock yes, MachineBlock no) {
    machine.succs.add(yes);
    machine.succs.add(no);
  }

  void returns(Instr i) {
    MachineInsn insn = new MachineInsn(Kind.RETURN, Opcode.RET, i.loc);
    if (i.args.size() == 2) {
      // Both words are in registers of their own before either result register is written.
      int[] words = {wordRegister(i.arg(0)), wordRegister(i.arg(1))};
      word(i.arg(0), words[0], Registers.RAX);
      word(i.arg(1), words[1], Registers.RDX);
      insn.uses = new int[] {Registers.RAX, Registers.RDX};
    } else if (!i.args.isEmpty()) {
      word(i.arg(0), wordRegister(i.arg(0)), Registers.RAX);
      insn.uses = new int[] {Registers.RAX};
    }
    s.emit(insn);
  }

  private int wordRegister(Value v) {
    return SelectionState.immediate(v) != null ? MachineOperand.NONE : s.register(v);
  }

  private void word(Value v, int from, int to) {
    int bits = SelectionState.opBits(v.type());
    Immediate immediate = SelectionState.immediate(v);
    if (immediate != null) {
      s.emit(Opcode.MOV, new Register(to, bits), immediate);
    } else if (v.type() == Type.I1) {
      s.emit(Opcode.MOVZX, new Register(to, 32), new Register(from, 8));
    } else {
      s.copy(to, from, bits);
    }
  }

  void switches(Instr i, MachineBlock machine) {
    long[] values = i.cases();
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, k -> k);
    Arrays.sort(order, (a, b) -> Long.compare(values[a], values[b]));
    if (values.length >= JUMP_TABLE_CASES && isDense(values, order)) {
      table(i, machine, values, order);
    } else {
      compareChain(i, machine, values);
    }
  }

  private static boolean isDense(long[] values, Integer[] order) {
    long span = values[order[order.length - 1]] - values[order[0]] + 1;
    return span > 0 && span <= (long) JUMP_TABLE_SPARSENESS * values.length;
  }

  private void compareChain(Instr i, MachineBlock machine, long[] values) {
    int bits = SelectionState.exactBits(i.arg(0).type());
    double each = 1.0 / (values.length + 1);
    MachineBlock otherwise = edges.target(i.block, 0, each);
    Register value = s.registerOperand(i.arg(0), bits);
    MachineBlock at = machine;
    if (values.length == 0) {
      s.emit(new MachineInsn(Kind.JUMP, Opcode.JMP, i.loc));
      machine.succs.add(otherwise);
    }
    for (int k = 0; k < values.length; k++) {
      MachineBlock target = edges.target(i.block, 1 + k, each);
      boolean last = k == values.length - 1;
      double left = 1 - k * each;
      MachineBlock next = last ? otherwise : s.machine.newBlock(machine.frequency * (left - each));
      List<MachineInsn> insns = new ArrayList<>();
      MachineOperand by = new Immediate(values[k], null);
      if (values[k] != (int) values[k]) {
        Register wide = new Register(s.fresh(64), 64);
        insns.add(MachineInsn.plain(Opcode.MOV, i.loc, wide, by));
        by = wide;
      }
      insns.add(
          values[k] == 0
              ? MachineInsn.plain(Opcode.TEST, i.loc, value, value)
              : MachineInsn.plain(Opcode.CMP, i.loc, value, by));
      MachineInsn branch = MachineInsn.branch(Condition.E, each / left, i.loc);
      insns.add(branch);
      end(branch, at, target, next);
      if (at == machine) {
        insns.forEach(s::emit);
      } else {
        at.insns.addAll(insns);
      }
      at = next;
    }
  }

  private void table(Instr i, MachineBlock machine, long[] values, Integer[] order) {
    int bits = SelectionState.opBits(i.arg(0).type());
    long low = values[order[0]];
    long high = values[order[order.length - 1]];
    int index = indexRegister(i.arg(0), bits, low);
    MachineBlock otherwise = edges.target(i.block, 0, 0.1);
    MachineBlock dispatch = s.machine.newBlock(machine.frequency * 0.9);
    s.emit(Opcode.CMP, new Register(index, bits), new Immediate(high - low, null));
    end(s.emit(MachineInsn.branch(Condition.A, 0.1, i.loc)), machine, otherwise, dispatch);
    Memory entry =
        new Memory(
            64,
            fastpath.codegen.ir.Segment.NONE,
            MachineOperand.NONE,
            index,
            8,
            0,
            "",
            MachineOperand.NONE);
    dispatch.insns.add(new MachineInsn(Kind.SWITCH, Opcode.PSEUDO, i.loc, entry));
    MachineBlock[] targets = new MachineBlock[values.length];
    for (int k = 0; k < values.length; k++) {
      targets[k] = edges.target(i.block, 1 + k, 0.9 / values.length);
    }
    int next = 0;
    for (long v = low; v <= high; v++) {
      boolean hit = values[order[next]] == v;
      dispatch.succs.add(hit ? targets[order[next]] : otherwise);
      next += hit ? 1 : 0;
    }
  }

  /** Returns the value minus the lowest case, zero-extended to 64 bits. */
  private int indexRegister(Value v, int bits, long low) {
    int width = SelectionState.exactBits(v.type());
    int value = s.register(v);
    int index = s.fresh(64);
    if (width < 32) {
      int wide = s.fresh(32);
      s.emit(Opcode.MOVSX, new Register(wide, 32), new Register(value, width));
      value = wide;
    }
    if (-low != (int) -low) {
      s.emit(Opcode.MOV, new Register(index, 64), new Immediate(-low, null));
      s.emit(Opcode.ADD, new Register(index, 64), new Register(value, 64));
    } else if (low != 0) {
      s.emit(Opcode.LEA, new Register(index, bits), Memory.at(0, value, -low));
    } else {
      s.emit(Opcode.MOV, new Register(index, bits), new Register(value, bits));
    }
    return index;
  }
}
