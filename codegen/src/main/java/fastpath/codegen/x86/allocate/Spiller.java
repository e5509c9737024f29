package fastpath.codegen.x86.allocate;

import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineFunction;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineOperand;
import fastpath.codegen.x86.machine.MachineOperand.Immediate;
import fastpath.codegen.x86.machine.MachineOperand.Memory;
import fastpath.codegen.x86.machine.MachineOperand.Register;
import fastpath.codegen.x86.machine.Opcode;
import java.util.ArrayList;
import java.util.BitSet;

/**
 * Spills registers to stack slots. A use of a spilled register becomes a memory operand where the
 * instruction allows one.
 */
final class Spiller {
  private final MachineFunction function;
  private final BitSet spilled;
  private final int[] slots;
  private final BitSet temporaries = new BitSet();

  Spiller(MachineFunction function, BitSet spilled) {
    this.function = function;
    this.spilled = spilled;
    slots = new int[function.registerLimit()];
    for (int v = spilled.nextSetBit(0); v >= 0; v = spilled.nextSetBit(v + 1)) {
      slots[v] = function.newSlot(MachineFunction.Area.LOCAL, 8, 8, 0);
    }
  }

  /** Returns the new registers, each of which is live for one instruction. */
  BitSet run() {
    for (MachineBlock block : function.blocks) {
      ArrayList<MachineInsn> out = new ArrayList<>(block.insns.size() + 8);
      for (MachineInsn insn : block.insns) {
        rewrite(insn, out);
      }
      block.insns.clear();
      block.insns.addAll(out);
    }
    return temporaries;
  }

  private void rewrite(MachineInsn insn, ArrayList<MachineInsn> out) {
    BitSet mentioned = new BitSet();
    BitSet read = new BitSet();
    BitSet written = new BitSet();
    insn.visit((r, role) -> {
      if (spilled.get(r)) {
        mentioned.set(r);
        if ((role & MachineInsn.USE) != 0) {
          read.set(r);
        }
        if ((role & MachineInsn.DEF) != 0) {
          written.set(r);
        }
      }
    });
    if (mentioned.isEmpty()) {
      out.add(insn);
      return;
    }
    MachineInsn result = insn;
    for (int v = mentioned.nextSetBit(0); v >= 0; v = mentioned.nextSetBit(v + 1)) {
      int operand = memoryOperand(result, v);
      if (operand >= 0) {
        result = inMemory(result, operand, slots[v]);
        mentioned.clear(v);
        break;
      }
    }
    ArrayList<MachineInsn> after = new ArrayList<>();
    for (int v = mentioned.nextSetBit(0); v >= 0; v = mentioned.nextSetBit(v + 1)) {
      int old = v;
      int bits = function.bits(v);
      int t = function.newRegister(bits);
      temporaries.set(t);
      result.rename(r -> r == old ? t : r);
      Memory home = Memory.inSlot(bits, slots[v], 0);
      if (read.get(v)) {
        out.add(MachineInsn.plain(Opcode.MOV, insn.loc, new Register(t, bits), home));
      }
      if (written.get(v)) {
        after.add(MachineInsn.plain(Opcode.MOV, insn.loc, home, new Register(t, bits)));
      }
    }
    out.add(result);
    out.addAll(after);
  }

  /**
   * Returns the index of the operand that can be the slot of {@code v} instead of a register, or
   * -1.
   */
  private int memoryOperand(MachineInsn insn, int v) {
    int found = -1;
    int[] times = {0};
    insn.visit((r, role) -> times[0] += r == v ? 1 : 0);
    for (int k = 0; k < insn.operands.length; k++) {
      if (insn.operands[k] instanceof Memory) {
        return -1;
      }
      if (insn.operands[k] instanceof Register r && r.number() == v) {
        found = k;
      }
    }
    return times[0] == 1 && found >= 0 && takesMemory(insn, found, v) ? found : -1;
  }

  private boolean takesMemory(MachineInsn insn, int operand, int v) {
    int bits = ((Register) insn.operands[operand]).bits();
    boolean whole = bits == function.bits(v);
    boolean writes = (insn.roles[operand] & MachineInsn.DEF) != 0;
    if (insn.kind == MachineInsn.Kind.COPY) {
      return !writes || whole;
    }
    if (insn.kind != MachineInsn.Kind.PLAIN || writes && !whole) {
      return false;
    }
    if (insn.opcode == Opcode.MOV
        && operand == 0
        && insn.operands[1] instanceof Immediate c
        && isWide(c)) {
      return false;
    }
    return switch (insn.opcode.memoryForm()) {
      case NONE -> false;
      case DESTINATION -> operand == 0;
      case SOURCE -> operand == 1;
      case EITHER -> true;
    };
  }

  private static boolean isWide(Immediate c) {
    return c.value() != (int) c.value();
  }

  private static MachineInsn inMemory(MachineInsn insn, int operand, int slot) {
    MachineOperand[] operands = insn.operands.clone();
    operands[operand] = Memory.inSlot(((Register) operands[operand]).bits(), slot, 0);
    MachineInsn result = insn.withOperands(MachineInsn.Kind.PLAIN, operands);
    result.uses = insn.uses;
    result.defs = insn.defs;
    return result;
  }
}
