package fastpath.codegen.x86.allocate;

import fastpath.codegen.x86.machine.Liveness;
import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineDominators;
import fastpath.codegen.x86.machine.MachineFunction;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.Registers;
import java.util.BitSet;

/**
 * Splits the live range of a parameter: a second register holds the parameter in the part of the
 * function that has the calls. On a path without calls the parameter then stays in its argument
 * register and no frame is needed (gcc: split_live_ranges_for_shrink_wrap in ira.cc).
 */
public final class LiveRangeSplitting {
  private LiveRangeSplitting() {}

  /** Runs the pass on one function, in place. */
  public static void run(MachineFunction function) {
    function.renumber();
    MachineDominators dominators = new MachineDominators(function);
    MachineBlock calls = null;
    for (MachineBlock block : function.blocks) {
      if (block.insns.stream().anyMatch(insn -> insn.kind == MachineInsn.Kind.CALL)) {
        calls = calls == null ? block : dominators.common(calls, block);
      }
    }
    while (calls != null && dominators.isInLoop(calls)) {
      calls = dominators.idom(calls);
    }
    if (calls == null || calls == function.entry()) {
      return;
    }
    BitSet live = Liveness.of(function).in(calls);
    MachineBlock entry = function.entry();
    for (int k = 0; k < entry.insns.size(); k++) {
      MachineInsn insn = entry.insns.get(k);
      if (insn.isCopy()
          && !Registers.isVirtual(insn.register(1))
          && Registers.isVirtual(insn.register(0))) {
        int v = insn.register(0);
        if (live.get(v) && isDefinedOnce(function, v)) {
          split(function, dominators, calls, v);
        }
      }
    }
  }

  private static boolean isDefinedOnce(MachineFunction function, int v) {
    int defs = 0;
    for (MachineBlock block : function.blocks) {
      for (MachineInsn insn : block.insns) {
        defs += insn.writes(v) ? 1 : 0;
      }
    }
    return defs == 1;
  }

  private static void split(
      MachineFunction function, MachineDominators dominators, MachineBlock calls, int v) {
    int fresh = function.newRegister(function.bits(v));
    boolean used = false;
    for (MachineBlock block : function.blocks) {
      if (dominators.dominates(calls, block)) {
        for (MachineInsn insn : block.insns) {
          if (insn.mentions(v)) {
            insn.rename(r -> r == v ? fresh : r);
            used = true;
          }
        }
      }
    }
    if (used) {
      calls.insns.add(0, MachineInsn.copy(fresh, v, function.bits(v), calls.insns.get(0).loc));
    }
  }
}
