package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.AliasAnalysis;
import fastpath.codegen.pass.edit.CfgEdits;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces a jump to a block that only returns by a return, and marks calls directly before a
 * return as possible tail calls.
 */
public final class ReturnDuplication {
  private ReturnDuplication() {}

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    for (Block b : List.copyOf(f.blocks)) {
      if (isOnlyReturn(b, 2)) {
        duplicate(b);
      }
    }
    f.blocks.removeIf(b -> b.preds.isEmpty() && b != f.entry() && isOnlyReturn(b, 0));
    if (!f.has(Function.Attr.DYNAMIC_FRAME) && !hasEscapingSlot(f)) {
      f.blocks.forEach(b -> mark(f, b));
    }
  }

  private static boolean isOnlyReturn(Block b, int minPreds) {
    return b.terminator().op == Op.RET
        && b.instrs.size() == b.phiCount() + 1
        && b.preds.size() >= minPreds;
  }

  private static void duplicate(Block b) {
    Instr ret = b.terminator();
    for (Block p : new ArrayList<>(b.preds)) {
      if (p.terminator().op != Op.BR || p == b) {
        continue;
      }
      int pred = CfgEdits.predIndex(p, 0);
      List<Value> args = new ArrayList<>();
      for (Value v : ret.args) {
        args.add(v instanceof Instr phi && phi.block == b ? phi.arg(pred) : v);
      }
      CfgEdits.remove(p, 0);
      Instr jump = p.instrs.remove(p.instrs.size() - 1);
      p.append(new Instr(Op.RET, Type.VOID, args, null, ret.loc == null ? jump.loc : ret.loc));
    }
  }

  private static boolean hasEscapingSlot(Function f) {
    AliasAnalysis memory = new AliasAnalysis(f);
    for (Instr x : f.entry().instrs) {
      if (x.op == Op.ALLOCA && !memory.isPrivate(x)) {
        return true;
      }
    }
    return false;
  }

  private static void mark(Function f, Block b) {
    int n = b.instrs.size();
    if (n < 2 || b.terminator().op != Op.RET) {
      return;
    }
    Instr call = b.terminator().returnedCall();
    if (call != null && !call.call().noreturn() && call.args.size() <= 7) {
      call.attr = call.call().withTail();
    }
  }
}
