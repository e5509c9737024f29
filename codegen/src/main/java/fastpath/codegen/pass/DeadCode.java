package fastpath.codegen.pass;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Value;
import java.util.ArrayList;

/** Removes instructions whose value no one needs, and stores to slots that no one reads. */
final class DeadCode {
  private DeadCode() {}

  static void run(Function f) {
    boolean[] live = new boolean[f.idLimit()];
    ArrayList<Instr> work = new ArrayList<>();
    Uses uses = Uses.of(f);
    for (Block b : f.blocks) {
      for (Instr x : b.instrs) {
        if (!Effects.isRemovable(x) && !isDeadStore(x, uses)) {
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

  /** A plain store to a slot whose address serves for nothing but plain stores. */
  private static boolean isDeadStore(Instr x, Uses uses) {
    return x.op == Op.STORE
        && x.mem().isPlain()
        && x.arg(0) instanceof Instr address
        && onlyStoredTo(address, uses, 0);
  }

  private static boolean onlyStoredTo(Instr address, Uses uses, int depth) {
    if (depth > 4) {
      return false;
    }
    boolean base =
        address.op == Op.ALLOCA
            || address.op == Op.ADD
                && address.arg(0) instanceof Instr inner
                && onlyStoredTo(inner, uses, depth + 1);
    if (!base) {
      return false;
    }
    for (Instr user : uses.of(address)) {
      boolean store = user.op == Op.STORE && user.arg(1) != address && user.mem().isPlain();
      boolean offset = user.op == Op.ADD && depth == 0 && storesOnly(user, uses);
      if (!store && !(offset || user.op == Op.ADD && depth > 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean storesOnly(Instr offset, Uses uses) {
    for (Instr user : uses.of(offset)) {
      if (user.op == Op.STORE ? user.arg(1) == offset || !user.mem().isPlain() : true) {
        return false;
      }
    }
    return true;
  }
}
