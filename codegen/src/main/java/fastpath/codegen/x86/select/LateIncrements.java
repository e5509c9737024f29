package fastpath.codegen.x86.select;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides where the next value of a PHI, {@code phi + constant}, is computed: as late as possible,
 * so that the old and the new value need not both have a register. The place is the end of the
 * block, or the edge if the branch still uses the old value.
 */
final class LateIncrements {
  private static final int CONDITION_DEPTH = 5;

  private LateIncrements() {}

  /** Moves sums that only PHIs use to the end of the block. */
  static void delay(Block block, SelectionState s) {
    List<Instr> late = new ArrayList<>();
    for (Instr i : block.instrs) {
      if (i.op == Op.ASM || i.op == Op.CMPXCHG) {
        late.clear(); // The flags of this instruction may be needed.
      } else if (isIncrement(i, s) && !isOnEdge(i)) {
        late.add(i);
      }
    }
    if (!late.isEmpty()) {
      block.instrs.removeAll(late);
      block.instrs.addAll(block.instrs.size() - 1, late);
    }
  }

  /** True if the value is such a sum and is computed on the edge. */
  static boolean isOnEdge(Value v, SelectionState s) {
    return v instanceof Instr i && isIncrement(i, s) && isOnEdge(i);
  }

  private static boolean isIncrement(Instr i, SelectionState s) {
    return i.op == Op.ADD
        && i.type.bits() >= 32
        && s.onlyUser(i) instanceof Instr user
        && user.op == Op.PHI
        && i.arg(0) == user
        && i.arg(1) instanceof Const c
        && SelectionState.fitsImmediate(c.value());
  }

  private static boolean isOnEdge(Instr i) {
    Instr end = i.block.terminator();
    return end.op == Op.CONDBR && mentions(end.arg(0), i.arg(0), CONDITION_DEPTH);
  }

  private static boolean mentions(Value v, Value what, int depth) {
    if (v == what) {
      return true;
    }
    if (depth > 0 && v instanceof Instr i && i.op != Op.PHI) {
      for (Value arg : i.args) {
        if (mentions(arg, what, depth - 1)) {
          return true;
        }
      }
    }
    return false;
  }
}
