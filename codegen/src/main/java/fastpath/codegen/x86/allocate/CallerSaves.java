package fastpath.codegen.x86.allocate;

import fastpath.codegen.x86.machine.Liveness;
import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineFunction;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineOperand.Memory;
import fastpath.codegen.x86.machine.MachineOperand.Register;
import fastpath.codegen.x86.machine.Opcode;
import fastpath.codegen.x86.machine.Registers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Saves a value that is live across a call and kept in a caller-saved register: a store before the
 * call, and a load before the next use or at the end of the block.
 */
final class CallerSaves {
  private final MachineFunction function;
  private final int[] homes;
  private final int[] slots;

  CallerSaves(MachineFunction function, int[] homes) {
    this.function = function;
    this.homes = homes;
    slots = new int[homes.length];
    Arrays.fill(slots, -1);
  }

  void run() {
    Liveness liveness = null;
    for (MachineBlock block : function.blocks) {
      if (block.insns.stream().anyMatch(insn -> insn.kind == MachineInsn.Kind.CALL)) {
        liveness = liveness == null ? Liveness.of(function) : liveness;
        save(block, liveness.out(block));
      }
    }
  }

  private void save(MachineBlock block, BitSet out) {
    BitSet[] after = new BitSet[block.insns.size()];
    BitSet live = (BitSet) out.clone();
    for (int k = after.length - 1; k >= 0; k--) {
      after[k] = (BitSet) live.clone();
      Liveness.step(live, block.insns.get(k));
    }
    ArrayList<MachineInsn> result = new ArrayList<>(after.length + 8);
    BitSet saved = new BitSet();
    BitSet lost = new BitSet();
    for (int k = 0; k < after.length; k++) {
      MachineInsn insn = block.insns.get(k);
      restoreUsed(insn, lost, result);
      if (k == after.length - 1) {
        lost.and(out);
        for (int v = lost.nextSetBit(0); v >= 0; v = lost.nextSetBit(v + 1)) {
          result.add(restore(v, insn));
        }
      }
      if (insn.kind == MachineInsn.Kind.CALL) {
        BitSet across = after[k];
        for (int v = across.nextSetBit(Registers.FIRST_VIRTUAL);
            v >= 0;
            v = across.nextSetBit(v + 1)) {
          if (Registers.isCallerSaved(homes[v]) && !insn.writes(v)) {
            if (!saved.get(v)) {
              result.add(
                  MachineInsn.plain(
                      Opcode.MOV, insn.loc, slot(v), new Register(v, function.bits(v))));
              saved.set(v);
            }
            lost.set(v);
          }
        }
      }
      insn.visit((r, role) -> {
        if ((role & MachineInsn.DEF) != 0) {
          saved.clear(r);
          lost.clear(r);
        }
      });
      result.add(insn);
    }
    block.insns.clear();
    block.insns.addAll(result);
  }

  private void restoreUsed(MachineInsn insn, BitSet lost, ArrayList<MachineInsn> result) {
    BitSet used = new BitSet();
    insn.visit((r, role) -> {
      if ((role & MachineInsn.USE) != 0 && lost.get(r)) {
        used.set(r);
      }
    });
    for (int v = used.nextSetBit(0); v >= 0; v = used.nextSetBit(v + 1)) {
      result.add(restore(v, insn));
      lost.clear(v);
    }
  }

  private MachineInsn restore(int v, MachineInsn before) {
    return MachineInsn.plain(Opcode.MOV, before.loc, new Register(v, function.bits(v)), slot(v));
  }

  private Memory slot(int v) {
    if (slots[v] < 0) {
      slots[v] =
          function.newSlot(
              MachineFunction.Area.LOCAL, function.bits(v) / 8, function.bits(v) / 8, 0);
    }
    return Memory.inSlot(function.bits(v), slots[v], 0);
  }
}
