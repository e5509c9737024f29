package fastpath.codegen.pass;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Moves arithmetic that gives the same in every turn of a loop in front of it. */
final class Licm {
  private Licm() {}

  static void run(Function f) {
    Dominators dominators = Dominators.of(f);
    for (Loops.Loop loop : Loops.of(f, dominators).all()) {
      Block before = before(loop);
      if (before != null) {
        hoist(loop, before, dominators);
      }
    }
  }

  /** The only block from which the loop is entered, if it goes nowhere else. */
  private static Block before(Loops.Loop loop) {
    Block before = null;
    for (Block p : loop.header().preds) {
      if (!loop.contains(p)) {
        if (before != null) {
          return null;
        }
        before = p;
      }
    }
    return before != null && before.terminator().op != Op.ASM_GOTO ? before : null;
  }

  private static void hoist(Loops.Loop loop, Block before, Dominators dominators) {
    for (boolean changed = true; changed; ) {
      changed = false;
      for (Block b : loop.blocks()) {
        List<Instr> moved = new ArrayList<>();
        for (Instr x : b.instrs) {
          if (isWorthHoisting(x) && isInvariant(x, loop)) {
            moved.add(x);
          }
        }
        b.instrs.removeAll(moved);
        moved.forEach(before::insertAtEnd);
        changed |= !moved.isEmpty();
      }
    }
  }

  private static boolean isInvariant(Instr x, Loops.Loop loop) {
    for (Value v : x.args) {
      if (v instanceof Instr def && loop.contains(def.block)) {
        return false;
      }
    }
    return true;
  }

  /** Comparisons stay with their branches, constant offsets with their addresses. */
  private static boolean isWorthHoisting(Instr x) {
    return switch (x.op) {
      case ICMP, SELECT, TRUNC, EXPECT -> false;
      case ADD -> !(x.arg(1) instanceof Const);
      case ZEXT -> x.arg(0).type() != Type.I1 && x.arg(0).type() != Type.I32;
      default -> x.op.isPure();
    };
  }
}
