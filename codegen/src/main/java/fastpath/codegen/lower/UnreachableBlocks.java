package fastpath.codegen.lower;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Removes blocks that no path from the entry reaches, such as code after jumps. */
final class UnreachableBlocks {
  private UnreachableBlocks() {}

  static void remove(Function function) {
    Set<Block> reached = new HashSet<>();
    Deque<Block> work = new ArrayDeque<>();
    reached.add(function.entry());
    work.add(function.entry());
    while (!work.isEmpty()) {
      for (Block next : work.remove().succs) {
        if (reached.add(next)) {
          work.add(next);
        }
      }
    }
    for (Block block : function.blocks) {
      if (reached.contains(block)) {
        for (int i = block.preds.size() - 1; i >= 0; i--) {
          if (!reached.contains(block.preds.get(i))) {
            dropPredecessor(block, i);
          }
        }
      }
    }
    function.removeBlocks(block -> !reached.contains(block));
  }

  private static void dropPredecessor(Block block, int index) {
    block.preds.remove(index);
    for (Instr instr : block.instrs) {
      if (instr.op == Op.PHI) {
        instr.args.remove(index);
      }
    }
  }
}
