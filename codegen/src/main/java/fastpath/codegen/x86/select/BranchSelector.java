package fastpath.codegen.x86.select;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.BranchWeight;
import fastpath.codegen.ir.Cases;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineInsn.Kind;
import fastpath.codegen.x86.machine.MachineOperand;
import fastpath.codegen.x86.machine.MachineOperand.Immediate;
import fastpath.codegen.x86.machine.MachineOperand.Memory;
import fastpath.codegen.x86.machine.MachineOperand.Register;
import fastpath.codegen.x86.machine.Registers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ends of blocks. */
final class BranchSelector {
  /** gcc's: fewer cases become comparisons. */
  private static final int JUMP_TABLE_CASES = 5;

  /** A table may have this many times as many entries as cases. */
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
    s.emit(new MachineInsn(Kind.JUMP, "jmp", s.loc()));
    machine.succs.add(target);
  }

  void branch(Instr i, MachineBlock machine) {
    double taken = i.attr instanceof BranchWeight w ? w.taken() : 0.5;
    MachineBlock yes = edges.target(i.block, 0, taken);
    MachineBlock no = edges.target(i.block, 1, 1 - taken);
    String condition = compares.flags(i.arg(0));
    end(s.emit(new MachineInsn(Kind.BRANCH, condition, i.loc)), machine, yes, no, taken);
  }

  private static void end(
      MachineInsn branch, MachineBlock machine, MachineBlock yes, MachineBlock no, double taken) {
    branch.attr = taken;
    machine.succs.add(yes);
    machine.succs.add(no);
  }

  void returns(Instr i) {
    MachineInsn insn = new MachineInsn(Kind.RETURN, "ret", i.loc);
    if (!i.args.isEmpty()) {
      Value v = i.arg(0);
      int bits = SelectionState.opBits(v.type());
      Immediate immediate = SelectionState.immediate(v);
      if (immediate != null) {
        s.emit("mov", new Register(Registers.RAX, bits), immediate);
      } else if (v.type() == Type.I1) {
        s.emit("movzx", new Register(Registers.RAX, 32), s.registerOperand(v, 8));
      } else {
        s.copy(Registers.RAX, s.register(v), bits);
      }
      insn.uses = new int[] {Registers.RAX};
    }
    s.emit(insn);
  }

  void switches(Instr i, MachineBlock machine) {
    long[] values = ((Cases) i.attr).values();
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
      s.emit(new MachineInsn(Kind.JUMP, "jmp", i.loc));
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
        insns.add(MachineInsn.plain("mov", i.loc, wide, by));
        by = wide;
      }
      insns.add(
          values[k] == 0
              ? MachineInsn.plain("test", i.loc, value, value)
              : MachineInsn.plain("cmp", i.loc, value, by));
      MachineInsn branch = new MachineInsn(Kind.BRANCH, "e", i.loc);
      insns.add(branch);
      end(branch, at, target, next, each / left);
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
    s.emit("cmp", new Register(index, bits), new Immediate(high - low, null));
    end(s.emit(new MachineInsn(Kind.BRANCH, "a", i.loc)), machine, otherwise, dispatch, 0.1);
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
    dispatch.insns.add(new MachineInsn(Kind.SWITCH, "switch", i.loc, entry));
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

  /** The value less the lowest case, zero-extended to 64 bits. */
  private int indexRegister(Value v, int bits, long low) {
    int width = SelectionState.exactBits(v.type());
    int value = s.register(v);
    int index = s.fresh(64);
    if (width < 32) {
      int wide = s.fresh(32);
      s.emit("movsx", new Register(wide, 32), new Register(value, width));
      value = wide;
    }
    if (-low != (int) -low) {
      s.emit("mov", new Register(index, 64), new Immediate(-low, null));
      s.emit("add", new Register(index, 64), new Register(value, 64));
    } else if (low != 0) {
      s.emit("lea", new Register(index, bits), Memory.at(0, value, -low));
    } else {
      s.emit("mov", new Register(index, bits), new Register(value, bits));
    }
    return index;
  }
}
