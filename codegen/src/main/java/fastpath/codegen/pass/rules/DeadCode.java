package fastpath.codegen.pass.rules;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.DefUseChains;
import fastpath.codegen.pass.analysis.SideEffects;
import java.util.ArrayList;

/** Removes instructions whose value is unused, and stores to slots that are never loaded. */
public final class DeadCode {
  private DeadCode() {}

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    boolean[] live = new boolean[f.idLimit()];
    ArrayList<Instr> work = new ArrayList<>();
    DefUseChains uses = DefUseChains.of(f);
    for (Block b : f.blocks) {
      for (Instr x : b.instrs) {
        if (!SideEffects.isRemovable(x) && !isDeadStore(x, uses)) {
          mark(x, live, work);
        }
      }
    }
    while (!work.isEmpty()) {
      Instr x = work.remove(work.size() - 1);
      for (Value v : x.args) {
        if (v instanceof Instr def) {
          mark(def, live, work);
        }
      }
    }
    for (Block b : f.blocks) {
      b.instrs.removeIf(x -> !live[x.id]);
    }
  }

  private static void mark(Instr x, boolean[] live, ArrayList<Instr> work) {
    if (!live[x.id]) {
      live[x.id] = true;
      work.add(x);
    }
  }

  /** True for a plain store to a slot whose address is used only by plain stores. */
  private static boolean isDeadStore(Instr x, DefUseChains uses) {
    if (x.op != Op.STORE || !x.mem().isPlain()) {
      return false;
    }
    Value root = x.arg(0);
    while (root instanceof Instr a && a.op == Op.ADD) {
      root = a.arg(0);
    }
    return root instanceof Instr slot && slot.op == Op.ALLOCA && storesOnly(slot, uses);
  }

  private static boolean storesOnly(Instr address, DefUseChains uses) {
    for (Instr user : uses.of(address)) {
      boolean fine =
          user.op == Op.STORE && user.arg(1) != address && user.mem().isPlain()
              || user.op == Op.ADD && storesOnly(user, uses);
      if (!fine) {
        return false;
      }
    }
    return true;
  }
}
