package fastpath.codegen.x86.allocate;

import fastpath.codegen.x86.machine.Liveness;
import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineFunction;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.Registers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Merges the registers that a PHI joins if they are never live at the same time, the most frequent
 * copies first (gcc: tree-ssa-coalesce.cc). The remaining copies are needed on some path.
 */
public final class PhiCoalescing {
  private record Copy(int to, int from, double frequency) {}

  private PhiCoalescing() {}

  /** Runs the pass on one function, in place. */
  public static void run(MachineFunction function) {
    function.renumber();
    List<Copy> copies = new ArrayList<>();
    for (MachineBlock block : function.blocks) {
      for (MachineInsn insn : block.insns) {
        if (insn.isCopy()
            && insn.phi
            && Registers.isVirtual(insn.register(0))
            && Registers.isVirtual(insn.register(1))
            && function.bits(insn.register(0)) == function.bits(insn.register(1))) {
          copies.add(new Copy(insn.register(0), insn.register(1), block.frequency));
        }
      }
    }
    if (copies.isEmpty()) {
      return;
    }
    copies.sort(Comparator.comparingDouble((Copy c) -> -c.frequency()));
    InterferenceGraph conflicts =
        InterferenceGraph.of(function, Liveness.of(function), AllocationCosts.GCC12);
    int[] leader = new int[function.registerLimit()];
    for (int v = 0; v < leader.length; v++) {
      leader[v] = v;
    }
    for (Copy copy : copies) {
      int to = find(leader, copy.to());
      int from = find(leader, copy.from());
      if (to != from && !conflicts.with[to].get(from)) {
        leader[from] = to;
        RegisterSet with = conflicts.with[from];
        conflicts.with[to].or(with);
        for (int w = with.next(0); w >= 0; w = with.next(w + 1)) {
          conflicts.with[w].set(to);
        }
      }
    }
    for (MachineBlock block : function.blocks) {
      for (MachineInsn insn : block.insns) {
        insn.rename(r -> find(leader, r));
      }
      block.insns.removeIf(insn -> insn.isCopy() && insn.register(0) == insn.register(1));
    }
  }

  private static int find(int[] leader, int v) {
    while (leader[v] != v) {
      leader[v] = leader[leader[v]];
      v = leader[v];
    }
    return v;
  }
}
