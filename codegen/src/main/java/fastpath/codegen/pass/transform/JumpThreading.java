package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Arith;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.BranchFacts;
import fastpath.codegen.pass.analysis.NaturalLoops;
import fastpath.codegen.pass.edit.BlockDuplication;
import fastpath.codegen.pass.edit.CfgEdits;
import fastpath.codegen.pass.rules.DeadCode;

/**
 * Redirects an edge on which a branch's outcome is known: the edge goes to a copy of the branch's
 * block that continues at the known successor. This pass turns {@code &&} and {@code ||} into
 * control flow.
 */
public final class JumpThreading {
  /**
   * The largest number of instructions that may be copied to save one branch; gcc allows 15
   * statements.
   */
  private static final int MAX_COPIED = 8;

  private static final int MAX_CHANGES = 40;

  private final Function function;

  private JumpThreading(Function function) {
    this.function = function;
  }

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    JumpThreading pass = new JumpThreading(f);
    int changes = 0;
    while (changes < MAX_CHANGES && pass.once()) {
      changes++;
      CfgSimplification.run(f);
    }
    if (changes > 0) {
      DeadCode.run(f);
      CfgSimplification.run(f);
    }
  }

  private boolean once() {
    Dominators dominators = Dominators.of(function);
    NaturalLoops loops = NaturalLoops.of(dominators);
    for (Block b : dominators.order()) {
      Instr t = b.terminator();
      if (t.op != Op.CONDBR
          || b.preds.size() < 2
          || loops.startingAt(b) != null && !isDecidedOutside(b, loops.startingAt(b))
          || BlockDuplication.cost(b) > MAX_COPIED) {
        continue;
      }
      NaturalLoops.Loop loop = loops.startingAt(b);
      for (int i = 0; i < b.preds.size(); i++) {
        Block p = b.preds.get(i);
        if (p.terminator().op == Op.ASM_GOTO || loop != null && loop.contains(p)) {
          continue;
        }
        Long decided = value(t.arg(0), b, i, 8);
        if (decided != null) {
          Block copy = BlockDuplication.forEdge(p, CfgEdits.succIndex(b, i));
          CfgEdits.keepOnly(copy, decided != 0 ? 0 : 1);
          return true;
        }
      }
    }
    return false;
  }

  /**
   * True if every edge into a loop decides the loop's first test, so that the loop can start after
   * the test.
   */
  private static boolean isDecidedOutside(Block header, NaturalLoops.Loop loop) {
    for (int i = 0; i < header.preds.size(); i++) {
      Block p = header.preds.get(i);
      if (!loop.contains(p)
          && (p.terminator().op == Op.ASM_GOTO
              || value(header.terminator().arg(0), header, i, 8) == null)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the value on the edge from predecessor number {@code pred}, or null. */
  private static Long value(Value v, Block b, int pred, int depth) {
    if (v instanceof Const c) {
      return c.value();
    }
    if (!(v instanceof Instr x) || depth == 0) {
      return null;
    }
    if (x.block == b && x.op == Op.PHI) {
      Value arg = x.arg(pred);
      return arg instanceof Const c ? (Long) c.value() : BranchFacts.constant(arg, b, pred);
    }
    Long fact = BranchFacts.constant(x, b, pred);
    if (fact != null || x.block != b || !x.op.isPure()) {
      return fact;
    }
    long[] args = new long[3];
    for (int i = 0; i < x.args.size(); i++) {
      Long arg = value(x.args.get(i), b, pred, depth - 1);
      if (arg == null) {
        return x.op == Op.ICMP && i == 0 ? compared(x, b, pred) : null;
      }
      args[i] = arg;
    }
    Type from = x.op == Op.SELECT ? x.type : x.arg(0).type();
    return Arith.apply(x.op, x.type, from, x.attr, args[0], args[1], args[2]);
  }

  /**
   * Returns the value of a comparison that an earlier branch on the same operands decides, or null.
   */
  private static Long compared(Instr x, Block b, int pred) {
    Value left = x.arg(0);
    if (left instanceof Instr phi && phi.op == Op.PHI && phi.block == b) {
      left = phi.arg(pred);
    }
    return BranchFacts.relation(x.pred(), left, x.arg(1), b, pred);
  }
}
