package fastpath.codegen.x86.allocate;

import fastpath.codegen.x86.machine.Liveness;
import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineFunction;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineOperand;
import fastpath.codegen.x86.machine.Opcode;
import fastpath.codegen.x86.machine.Registers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The registers that conflict, the costs of each register, and the registers that copies join. */
final class InterferenceGraph {
  /** Two virtual registers, or a virtual and a hardware register, that a copy joins. */
  record Affinity(int a, int b, int weight) {}

  final int limit;
  final RegisterSet[] with;

  /** The number of mentions of each register, weighted by frequency. */
  final int[] mentions;

  /** The cost of keeping each register in memory. */
  final int[] memoryCost;

  /** The frequency of the calls across which each register is live. */
  final int[] callFrequency;

  /** The cost that a hardware register saves, by virtual and hardware register. */
  final int[][] preference;

  /** The frequency of copies from a hardware register, by virtual and hardware register. */
  final int[][] arrivals;

  final List<Affinity> affinities = new ArrayList<>();

  /**
   * The rank of each register from the end of the function; gcc numbers its allocnos in this order.
   */
  final int[] rank;

  private final AllocationCosts costs;
  private int nextRank;

  private InterferenceGraph(int limit, AllocationCosts costs) {
    this.limit = limit;
    this.costs = costs;
    with = new RegisterSet[limit];
    for (int r = 0; r < limit; r++) {
      with[r] = new RegisterSet();
    }
    mentions = new int[limit];
    memoryCost = new int[limit];
    callFrequency = new int[limit];
    preference = new int[limit][];
    arrivals = new int[limit][];
    rank = new int[limit];
  }

  static InterferenceGraph of(MachineFunction function, Liveness liveness, AllocationCosts costs) {
    InterferenceGraph conflicts = new InterferenceGraph(function.registerLimit(), costs);
    double most = function.maxFrequency();
    for (int b = function.blocks.size() - 1; b >= 0; b--) {
      MachineBlock block = function.blocks.get(b);
      conflicts.scan(block, liveness.out(block), costs.frequency(block.frequency, most));
    }
    return conflicts;
  }

  private void scan(MachineBlock block, BitSet live, int frequency) {
    MachineInsn after = null;
    for (int k = block.insns.size() - 1; k >= 0; k--) {
      MachineInsn insn = block.insns.get(k);
      weigh(insn, frequency, live, after);
      define(insn, live, frequency);
      after = insn;
    }
  }

  private void define(MachineInsn insn, BitSet live, int frequency) {
    BitSet defs = new BitSet();
    insn.visit((r, role) -> {
      if ((role & MachineInsn.DEF) != 0) {
        defs.set(r);
      }
    });
    int source = insn.isCopy() ? insn.register(1) : MachineOperand.NONE;
    BitSet occupied = (BitSet) live.clone();
    occupied.or(defs);
    for (int d = defs.nextSetBit(0); d >= 0; d = defs.nextSetBit(d + 1)) {
      conflictAll(d, occupied, source);
    }
    BitSet through = (BitSet) live.clone();
    through.andNot(defs);
    if (insn.kind == MachineInsn.Kind.CALL) {
      for (int v = through.nextSetBit(Registers.FIRST_VIRTUAL);
          v >= 0;
          v = through.nextSetBit(v + 1)) {
        callFrequency[v] += frequency;
      }
    }
    Liveness.step(live, insn);
    early(insn, live);
    if (insn.clobbers != 0 && insn.kind == MachineInsn.Kind.ASM) {
      BitSet all = (BitSet) live.clone();
      all.or(occupied);
      clobber(insn.clobbers, all);
    }
  }

  private void early(MachineInsn insn, BitSet live) {
    for (int k = 0; k < insn.roles.length && k < insn.operands.length; k++) {
      if ((insn.roles[k] & MachineInsn.EARLY) != 0) {
        conflictAll(insn.register(k), live, MachineOperand.NONE);
      }
    }
  }

  private void clobber(int mask, BitSet all) {
    for (int h = 0; h < Registers.FIRST_VIRTUAL; h++) {
      if ((mask >> h & 1) != 0) {
        conflictAll(h, all, MachineOperand.NONE);
      }
    }
  }

  private void conflictAll(int d, BitSet others, int except) {
    for (int v = others.nextSetBit(0); v >= 0; v = others.nextSetBit(v + 1)) {
      if (v != d && v != except) {
        with[d].set(v);
        with[v].set(d);
      }
    }
  }

  private void weigh(MachineInsn insn, int frequency, BitSet live, MachineInsn after) {
    boolean tied = insn.isCopy() && insn.tie;
    int own =
        insn.isCopy() ? MachineOperand.NONE : insn.operands.length > 0 ? insn.register(0) : -1;
    int update = updatedMemory(insn);
    // A test of a register with itself is a comparison with zero and counts as one mention.
    boolean half = insn.opcode == Opcode.TEST && insn.operands[0].equals(insn.operands[1]);
    int each = half ? frequency / 2 : frequency;
    insn.visit((r, role) -> {
      if (!Registers.isVirtual(r)) {
        return;
      }
      if (rank[r] == 0) {
        rank[r] = ++nextRank;
      }
      if ((role & MachineInsn.BOTH) == MachineInsn.BOTH && insn.kind != MachineInsn.Kind.ASM) {
        return; // The mention is counted at the copy that joins the two registers.
      }
      mentions[r] += inMemory(insn, update, r) ? 2 * each : each;
      memoryCost[r] += frequency * ((role & MachineInsn.DEF) != 0 ? costs.store() : costs.load());
    });
    if (insn.isCopy()) {
      affinity(insn.register(0), insn.register(1), frequency, tied);
    } else if (own >= 0 && Registers.isVirtual(own) && (insn.roles[0] & MachineInsn.DEF) != 0) {
      // Registers inside addresses are left out, as in gcc (process_reg_shuffles), except those of
      // a lea, because sums are selected as lea.
      for (int k = 1; k < insn.operands.length; k++) {
        shuffle(own, insn.register(k), frequency, live);
        if (insn.opcode == Opcode.LEA && insn.operands[k] instanceof MachineOperand.Memory m) {
          shuffle(own, m.base(), frequency, live);
          shuffle(own, m.index(), frequency, live);
        }
      }
    }
  }

  /** An input whose life ends where the life of the output begins could share its register. */
  private void shuffle(int output, int input, int frequency, BitSet live) {
    if (input != output && Registers.isVirtual(input) && !live.get(input)) {
      affinities.add(new Affinity(output, input, frequency / 8));
    }
  }

  /** Returns the index of the memory operand that is both read and written, or -1. */
  private static int updatedMemory(MachineInsn insn) {
    for (int k = 0; k < insn.operands.length; k++) {
      boolean updates =
          insn.kind == MachineInsn.Kind.ASM
              ? (insn.roles[k] & MachineInsn.DEF) != 0
              : (insn.roles[k] & MachineInsn.BOTH) == MachineInsn.BOTH;
      if (updates && insn.operands[k] instanceof MachineOperand.Memory) {
        return k;
      }
    }
    return -1;
  }

  /**
   * The address of an operand that is read and written counts as two mentions, as in gcc's
   * instructions.
   */
  private static boolean inMemory(MachineInsn insn, int operand, int r) {
    return operand >= 0
        && insn.operands[operand] instanceof MachineOperand.Memory m
        && (m.base() == r || m.index() == r);
  }

  private void affinity(int to, int from, int frequency, boolean tied) {
    boolean toVirtual = Registers.isVirtual(to);
    boolean fromVirtual = Registers.isVirtual(from);
    if (toVirtual && fromVirtual) {
      affinities.add(new Affinity(to, from, frequency));
    } else if (fromVirtual) {
      prefer(from, to, frequency * costs.strongPreference() / 1000);
    } else if (toVirtual && tied) {
      prefer(to, from, frequency * costs.strongPreference() / 1000);
    } else if (toVirtual) {
      if (arrivals[to] == null) {
        arrivals[to] = new int[Registers.FIRST_VIRTUAL];
      }
      arrivals[to][from] += frequency;
    }
  }

  private void prefer(int virtual, int hardware, int saving) {
    if (preference[virtual] == null) {
      preference[virtual] = new int[Registers.FIRST_VIRTUAL];
    }
    preference[virtual][hardware] += saving;
  }
}
