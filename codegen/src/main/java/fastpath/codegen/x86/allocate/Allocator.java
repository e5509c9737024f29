package fastpath.codegen.x86.allocate;

import fastpath.codegen.option.Dump;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.x86.machine.Liveness;
import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineFunction;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.Registers;
import java.util.BitSet;

/**
 * Allocates registers: colours the interference graph, spills the registers without a colour and
 * repeats, and finally replaces virtual registers.
 */
public final class Allocator {
  private Allocator() {}

  /**
   * Replaces virtual registers by hardware registers and stack slots.
   *
   * @param forbidden mask of the hardware registers that must not be used
   */
  public static void allocate(
      MachineFunction function, AllocationCosts costs, int forbidden, Dump dump) {
    BitSet mustHaveRegister = new BitSet();
    int[] homes;
    while (true) {
      function.renumber();
      InterferenceGraph conflicts = InterferenceGraph.of(function, Liveness.of(function), costs);
      homes = colour(function, conflicts, costs, mustHaveRegister, forbidden);
      BitSet spilled = new BitSet();
      for (int v = Registers.FIRST_VIRTUAL; v < homes.length; v++) {
        if (homes[v] == Colouring.MEMORY) {
          spilled.set(v);
        }
      }
      if (spilled.isEmpty()) {
        break;
      }
      mustHaveRegister.or(new Spiller(function, spilled).run());
    }
    int[] result = homes;
    dump.stage("homes " + function.source.name, () -> Colouring.print(result));
    new CallerSaves(function, homes).run();
    rename(function, homes);
  }

  private static int[] colour(
      MachineFunction function,
      InterferenceGraph conflicts,
      AllocationCosts costs,
      BitSet mustHaveRegister,
      int forbidden) {
    try {
      return Colouring.colour(conflicts, costs, mustHaveRegister, forbidden);
    } catch (Colouring.OutOfRegisters e) {
      throw new CompileException(
          function.source.loc,
          "an asm in '" + function.source.name + "' needs more registers than there are");
    }
  }

  private static void rename(MachineFunction function, int[] homes) {
    for (MachineBlock block : function.blocks) {
      for (MachineInsn insn : block.insns) {
        insn.rename(r -> Registers.isVirtual(r) ? homes[r] : r);
      }
      block.insns.removeIf(insn -> insn.isCopy() && insn.register(0) == insn.register(1));
    }
  }
}
