package fastpath.codegen.x86.finish;

import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineFunction;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineInsn.Kind;
import fastpath.codegen.x86.machine.Opcode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Simplifies the control flow of machine blocks, and orders them so that the likely path falls
 * through.
 */
public final class MachineBlockPlacement {
  /** The largest number of instructions of an exit block that is copied instead of jumped to. */
  private static final int DUPLICATED_EXIT = 8;

  private record Edge(MachineBlock from, MachineBlock to, double weight, boolean jump) {}

  private final MachineFunction function;

  private MachineBlockPlacement(MachineFunction function) {
    this.function = function;
  }

  /** Runs before frames are planned: removes empty blocks and merges consecutive blocks. */
  public static void simplify(MachineFunction function) {
    MachineBlockPlacement layout = new MachineBlockPlacement(function);
    layout.thread();
    layout.join();
  }

  /** Runs after frames are planned: also copies exit blocks, and sets the final order. */
  public static void place(MachineFunction function) {
    MachineBlockPlacement layout = new MachineBlockPlacement(function);
    layout.thread();
    layout.duplicateExits();
    layout.join();
    layout.order();
  }

  private void thread() {
    function.renumber();
    for (MachineBlock block : function.blocks) {
      for (int k = 0; k < block.succs.size(); k++) {
        block.succs.set(k, destination(block.succs.get(k)));
      }
      MachineInsn end = block.terminator();
      if (end.kind == Kind.BRANCH && block.succs.get(0) == block.succs.get(1)) {
        block.insns.set(block.insns.size() - 1, new MachineInsn(Kind.JUMP, Opcode.JMP, end.loc));
        block.succs.removeLast();
      }
    }
    function.renumber();
  }

  private static MachineBlock destination(MachineBlock block) {
    for (int hops = 0; hops < 100 && isEmpty(block); hops++) {
      block = block.succs.get(0);
    }
    return block;
  }

  private static boolean isEmpty(MachineBlock block) {
    return block.insns.size() == 1 && block.terminator().kind == Kind.JUMP;
  }

  private void join() {
    function.renumber();
    for (MachineBlock block : function.blocks) {
      while (block.index >= 0 && block.terminator().kind == Kind.JUMP) {
        MachineBlock next = block.succs.get(0);
        if (next.preds.size() != 1 || next == block || next == function.entry()) {
          break;
        }
        block.insns.removeLast();
        block.insns.addAll(next.insns);
        block.succs.clear();
        block.succs.addAll(next.succs);
        for (MachineBlock succ : next.succs) {
          succ.preds.replaceAll(p -> p == next ? block : p);
        }
        next.index = -1;
      }
    }
    function.renumber();
  }

  private void duplicateExits() {
    for (MachineBlock block : function.blocks) {
      if (block.terminator().kind == Kind.JUMP) {
        MachineBlock exit = block.succs.get(0);
        Kind end = exit.terminator().kind;
        if (exit.preds.size() > 1
            && (end == Kind.RETURN || end == Kind.TAIL)
            && exit.insns.size() <= DUPLICATED_EXIT
            && exit.insns.stream().allMatch(MachineBlockPlacement::mayBeDuplicated)) {
          block.insns.removeLast();
          exit.insns.forEach(insn -> block.insns.add(insn.duplicate()));
          block.succs.clear();
        }
      }
    }
    function.renumber();
  }

  /** Whether a second copy of the instruction can be assembled. */
  private static boolean mayBeDuplicated(MachineInsn insn) {
    return insn.kind != Kind.ASM || !insn.asm.definesSymbol();
  }

  /**
   * Returns chains of blocks that fall through, built from the most frequent edge down (Pettis and
   * Hansen, "Profile guided code positioning", bottom-up).
   */
  private void order() {
    List<Edge> edges = new ArrayList<>();
    for (MachineBlock block : function.blocks) {
      MachineInsn end = block.terminator();
      if (end.kind == Kind.BRANCH) {
        double taken = end.taken;
        for (int k = 0; k < 2; k++) {
          // Placing either successor next saves a jump on the other edge, so that the likelier
          // successor is placed.
          double likely = k == 0 ? taken : 1 - taken;
          double weight = block.frequency * (Math.min(taken, 1 - taken) + 0.01 * likely);
          edges.add(new Edge(block, block.succs.get(k), weight, false));
        }
      } else if (end.kind == Kind.JUMP || end.kind == Kind.ASM) {
        edges.add(new Edge(block, block.succs.get(0), block.frequency, true));
      }
    }
    // A loop's test is placed at the end of the loop: the back edge is a taken jump, and the entry
    // of the loop falls through to the test.
    Set<MachineBlock> reached = new HashSet<>();
    Map<MachineBlock, Integer> finished = new HashMap<>();
    finish(function.entry(), reached, finished);
    edges.removeIf(e -> finished.getOrDefault(e.from(), 0) <= finished.getOrDefault(e.to(), 0));
    edges.sort(Comparator.comparingDouble((Edge e) -> -e.weight()).thenComparing(e -> !e.jump()));
    Map<MachineBlock, List<MachineBlock>> chains = new HashMap<>();
    for (MachineBlock block : function.blocks) {
      chains.put(block, new ArrayList<>(List.of(block)));
    }
    for (Edge edge : edges) {
      List<MachineBlock> head = chains.get(edge.from());
      List<MachineBlock> tail = chains.get(edge.to());
      if (head != tail
          && head.getLast() == edge.from()
          && tail.getFirst() == edge.to()
          && edge.to() != function.entry()) {
        head.addAll(tail);
        tail.forEach(block -> chains.put(block, head));
      }
    }
    List<List<MachineBlock>> result = new ArrayList<>();
    for (MachineBlock block : function.blocks) {
      List<MachineBlock> chain = chains.get(block);
      if (chain.getFirst() == block) {
        result.add(chain);
      }
    }
    List<MachineBlock> first = chains.get(function.entry());
    result.sort(
        Comparator.comparing((List<MachineBlock> c) -> c != first)
            .thenComparingDouble(c -> -c.stream().mapToDouble(b -> b.frequency).max().orElse(0)));
    function.blocks.clear();
    result.forEach(function.blocks::addAll);
    function.renumber();
  }

  /**
   * Numbers blocks in postorder of a depth-first walk. An edge to an equal or higher number is a
   * back edge.
   */
  private static void finish(
      MachineBlock block, Set<MachineBlock> reached, Map<MachineBlock, Integer> finished) {
    if (reached.add(block)) {
      for (MachineBlock succ : block.succs) {
        finish(succ, reached, finished);
      }
      finished.put(block, finished.size());
    }
  }
}
