package fastpath.codegen.x86.machine;

import java.util.BitSet;

/**
 * Liveness: the registers, hardware registers included, whose values are used after the end of each
 * block.
 */
public final class Liveness {
  private final BitSet[] in;
  private final BitSet[] out;

  private Liveness(int blocks) {
    in = new BitSet[blocks];
    out = new BitSet[blocks];
  }

  /** Computes liveness; blocks must be numbered. */
  public static Liveness of(MachineFunction function) {
    int n = function.blocks.size();
    Liveness liveness = new Liveness(n);
    BitSet[] used = new BitSet[n];
    BitSet[] killed = new BitSet[n];
    for (int b = 0; b < n; b++) {
      used[b] = new BitSet();
      killed[b] = new BitSet();
      summarize(function.blocks.get(b), used[b], killed[b]);
      liveness.in[b] = (BitSet) used[b].clone();
      liveness.out[b] = new BitSet();
    }
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int b = n - 1; b >= 0; b--) {
        BitSet live = new BitSet();
        for (MachineBlock succ : function.blocks.get(b).succs) {
          live.or(liveness.in[succ.index]);
        }
        if (!live.equals(liveness.out[b])) {
          liveness.out[b] = live;
          BitSet before = (BitSet) live.clone();
          before.andNot(killed[b]);
          before.or(used[b]);
          liveness.in[b] = before;
          changed = true;
        }
      }
    }
    return liveness;
  }

  private static void summarize(MachineBlock block, BitSet used, BitSet killed) {
    for (int k = block.insns.size() - 1; k >= 0; k--) {
      MachineInsn insn = block.insns.get(k);
      insn.visit((r, role) -> {
        if ((role & MachineInsn.BOTH) == MachineInsn.DEF) {
          killed.set(r);
          used.clear(r);
        }
      });
      for (int r = 0; r < Registers.FIRST_VIRTUAL; r++) {
        if ((insn.clobbers >> r & 1) != 0) {
          killed.set(r);
          used.clear(r);
        }
      }
      insn.visit((r, role) -> {
        if ((role & MachineInsn.USE) != 0) {
          used.set(r);
        }
      });
    }
  }

  /** Returns the registers that are live at the start of a block. */
  public BitSet in(MachineBlock block) {
    return in[block.index];
  }

  /**
   * Returns a copy of the registers that are live at the end of a block, which the caller may
   * update while it walks the block backwards.
   */
  public BitSet out(MachineBlock block) {
    return (BitSet) out[block.index].clone();
  }

  /** Updates a set of live registers from the point after an instruction to the point before it. */
  public static void step(BitSet live, MachineInsn insn) {
    insn.visit((r, role) -> {
      if ((role & MachineInsn.BOTH) == MachineInsn.DEF) {
        live.clear(r);
      }
    });
    for (int r = 0; r < Registers.FIRST_VIRTUAL; r++) {
      if ((insn.clobbers >> r & 1) != 0) {
        live.clear(r);
      }
    }
    insn.visit((r, role) -> {
      if ((role & MachineInsn.USE) != 0) {
        live.set(r);
      }
    });
  }
}
