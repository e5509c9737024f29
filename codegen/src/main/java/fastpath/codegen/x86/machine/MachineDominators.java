package fastpath.codegen.x86.machine;

import fastpath.emulator.graph.DominatorTree;
import fastpath.emulator.graph.FlowGraph;
import fastpath.emulator.graph.LoopForest;
import java.util.List;

/** Dominators and loops of machine blocks, by {@link MachineBlock#index}, as a snapshot. */
public final class MachineDominators {
  private final List<MachineBlock> blocks;
  private final DominatorTree tree;
  private final LoopForest loops;

  /** Computes dominators and loops; blocks must be numbered by {@link MachineFunction#renumber}. */
  public MachineDominators(MachineFunction function) {
    blocks = function.blocks;
    tree =
        DominatorTree.of(
            new FlowGraph(
                function.entry().index,
                blocks.stream().map(block -> numbers(block.succs)).toArray(int[][]::new),
                blocks.stream().map(block -> numbers(block.preds)).toArray(int[][]::new)));
    loops = LoopForest.of(tree);
  }

  private static int[] numbers(List<MachineBlock> blocks) {
    return blocks.stream().mapToInt(block -> block.index).toArray();
  }

  /** True if every path from the entry to {@code b} passes {@code a}; true for a == b. */
  public boolean dominates(MachineBlock a, MachineBlock b) {
    return tree.dominates(a.index, b.index);
  }

  /** Returns the closest block that dominates both blocks. */
  public MachineBlock common(MachineBlock a, MachineBlock b) {
    return blocks.get(tree.commonDominator(a.index, b.index));
  }

  /** Returns the closest strict dominator; for the entry the entry itself. */
  public MachineBlock idom(MachineBlock block) {
    int parent = tree.immediateDominator(block.index);
    return parent < 0 ? block : blocks.get(parent);
  }

  /** True for a block that is in a natural loop. */
  public boolean isInLoop(MachineBlock block) {
    return loops.isInLoop(block.index);
  }
}
