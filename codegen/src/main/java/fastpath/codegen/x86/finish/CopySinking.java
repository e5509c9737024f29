package fastpath.codegen.x86.finish;

import fastpath.codegen.x86.machine.Liveness;
import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineFunction;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.Registers;
import java.util.BitSet;

/**
 * Moves copies into callee-saved registers from the entry towards their uses, so that early exits
 * of the function need not save the register (gcc: prepare_shrink_wrap).
 */
final class CopySinking {
  private final MachineFunction function;
  private Liveness liveness;

  CopySinking(MachineFunction function) {
    this.function = function;
  }

  void run() {
    liveness = Liveness.of(function);
    MachineBlock block = function.entry();
    for (int k = block.insns.size() - 1; k >= 0; k--) {
      MachineInsn insn = block.insns.get(k);
      if (insn.isCopy() && (Registers.CALLEE_SAVED >> insn.register(0) & 1) != 0) {
        sink(block, k);
      }
    }
  }

  private void sink(MachineBlock from, int at) {
    MachineInsn copy = from.insns.get(at);
    int to = copy.register(0);
    int source = copy.register(1);
    MachineBlock block = from;
    int next = at + 1;
    while (passes(block, next, to, source)) {
      MachineBlock target = onlyLiveSuccessor(block, to);
      if (target == null || target.preds.size() != 1) {
        break;
      }
      block = target;
      next = 0;
      liveness.in(block).set(source);
    }
    if (block != from) {
      from.insns.remove(at);
      block.insns.add(0, copy);
      liveness = Liveness.of(function);
    }
  }

  private static boolean passes(MachineBlock block, int from, int to, int source) {
    for (int k = from; k < block.insns.size(); k++) {
      MachineInsn insn = block.insns.get(k);
      if (insn.mentions(to) || insn.writes(to) || insn.writes(source)) {
        return false;
      }
    }
    return true;
  }

  private MachineBlock onlyLiveSuccessor(MachineBlock block, int register) {
    MachineBlock found = null;
    for (MachineBlock succ : block.succs) {
      BitSet in = liveness.in(succ);
      if (in.get(register)) {
        if (found != null) {
          return null;
        }
        found = succ;
      }
    }
    return found;
  }
}
