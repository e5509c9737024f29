package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.BranchWeight;
import fastpath.codegen.ir.CallInfo;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Param;
import fastpath.codegen.ir.Pred;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Undef;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.edit.CfgEdits;
import java.util.HashMap;
import java.util.Map;

/**
 * Estimates the probabilities of branches without a weight in the source, by gcc's heuristics and
 * hit rates (predict.def of gcc 12). Several heuristics are combined as evidence (Wu and Larus).
 */
public final class BranchPrediction {
  private static final double NEVER = 0.0005;
  private static final double COLD_CALL = 0.01;
  private static final double LOOP_EXIT = 0.11;
  private static final double LOOP_GUARD = 0.73;
  private static final double POINTER_EQUAL = 0.30;
  private static final double OPCODE = 0.34;
  private static final double CALL = 0.33;
  private static final double NULL_RETURN = 0.10;
  private static final double NEGATIVE_RETURN = 0.04;
  private static final double EARLY_RETURN = 0.34;

  private final Dominators dominators;
  private final NaturalLoops loops;

  /** The number of edges that leave the loop of each header, after they have been counted. */
  private final Map<Block, Integer> exits = new HashMap<>();

  private BranchPrediction(Function f) {
    dominators = Dominators.of(f);
    loops = NaturalLoops.of(dominators);
  }

  /** Gives a weight to every CONDBR that has none. */
  public static void run(Function f) {
    BranchPrediction p = new BranchPrediction(f);
    for (Block b : p.dominators.order()) {
      Instr t = b.terminator();
      if (t.op == Op.CONDBR && t.attr == null) {
        t.attr = new BranchWeight(p.predict(b, t), false);
      }
    }
  }

  private double predict(Block b, Instr t) {
    Block yes = b.succs.get(0);
    Block no = b.succs.get(1);
    double never = combineOne(rarity(yes), rarity(no));
    if (never != 0.5) {
      return never;
    }
    double exit = loopExit(b, yes, no);
    if (exit != 0.5) {
      return exit;
    }
    double p = condition(t.arg(0));
    p = combine(p, loopEntry(yes, no));
    p = combine(p, combineOne(calls(yes), calls(no)));
    return combine(p, combineOne(returns(yes, b), returns(no, b)));
  }

  /** Adds evidence for one successor; evidence for both successors cancels. */
  private static double combineOne(double yes, double no) {
    return (yes == 0.5) == (no == 0.5) ? 0.5 : yes != 0.5 ? yes : 1 - no;
  }

  private static double combine(double p, double q) {
    double both = p * q;
    return both / (both + (1 - p) * (1 - q));
  }

  /** The probability of a path that ends in code which never or seldom executes. */
  private double rarity(Block s) {
    for (int i = 0; i < 4 && s.preds.size() <= 1; i++) {
      for (Instr x : s.instrs) {
        if (x.attr instanceof CallInfo c && (c.noreturn() || c.cold())) {
          return c.noreturn() ? NEVER : COLD_CALL;
        }
      }
      if (s.terminator().op == Op.UNREACHABLE) {
        return NEVER;
      }
      if (s.succs.size() != 1) {
        return 0.5;
      }
      s = s.succs.get(0);
    }
    return 0.5;
  }

  /** All exits of a loop together get the probability that gcc gives a single exit. */
  private double loopExit(Block b, Block yes, Block no) {
    for (NaturalLoops.Loop loop : loops.around(b)) {
      if (loop.contains(yes) != loop.contains(no)) {
        double exit = LOOP_EXIT / exits.computeIfAbsent(loop.header(), header -> exits(loop));
        return loop.contains(yes) ? 1 - exit : exit;
      }
    }
    return 0.5;
  }

  private static int exits(NaturalLoops.Loop loop) {
    int exits = 0;
    for (Block b : loop.blocks()) {
      for (Block s : b.succs) {
        exits += loop.contains(s) ? 0 : 1;
      }
    }
    return exits;
  }

  private double loopEntry(Block yes, Block no) {
    boolean enters = loops.startingAt(yes) != null;
    boolean passes = loops.startingAt(no) != null;
    return enters == passes ? 0.5 : enters ? LOOP_GUARD : 1 - LOOP_GUARD;
  }

  private static double condition(Value c) {
    if (!(c instanceof Instr x) || x.op != Op.ICMP) {
      return 0.5;
    }
    Pred p = x.pred();
    if (p.isEquality()) {
      if (isPointer(x.arg(0)) && (x.arg(1).is(0) || isPointer(x.arg(1)))) {
        return p == Pred.EQ ? POINTER_EQUAL : 1 - POINTER_EQUAL;
      }
      // gcc makes no prediction for comparisons with 0 and 1, which are often booleans.
      if (x.arg(1).is(0) || x.arg(1).is(1)) {
        return 0.5;
      }
      return p == Pred.EQ ? OPCODE : 1 - OPCODE;
    }
    if (x.arg(1).is(0) && p.isSigned()) {
      return p == Pred.SLT || p == Pred.SLE ? OPCODE : 1 - OPCODE;
    }
    return 0.5;
  }

  /**
   * IR types do not distinguish addresses from numbers. A value is taken as an address if it comes
   * from memory or from outside the function, not from arithmetic.
   */
  private static boolean isPointer(Value v) {
    return v.type() == Type.I64
        && switch (v) {
          case Const c -> false;
          case SymbolAddr s -> true;
          case Param p -> true;
          case Undef u -> false;
          case Instr x -> x.op == Op.LOAD || x.op == Op.PHI || x.op == Op.CALL || isSum(x);
        };
  }

  private static boolean isSum(Instr x) {
    return x.op == Op.ADD && isPointer(x.arg(0));
  }

  private double calls(Block s) {
    if (s.preds.size() != 1) {
      return 0.5;
    }
    for (Instr x : s.instrs) {
      if (x.op == Op.CALL) {
        return CALL;
      }
    }
    return 0.5;
  }

  /** Functions seldom return null or an error early. */
  private double returns(Block s, Block from) {
    Value v = null;
    if (s.terminator().op == Op.RET && s.instrs.size() <= 3) {
      v = s.terminator().args.isEmpty() ? null : s.terminator().arg(0);
      if (v == null) {
        return s.preds.size() == 1 ? EARLY_RETURN : 0.5;
      }
    } else if (s.terminator().op == Op.BR && s.instrs.size() == 1) {
      Block ret = s.succs.get(0);
      v = returned(ret, CfgEdits.predIndex(s, 0));
    }
    if (s.terminator().op == Op.RET
        && v instanceof Instr phi
        && phi.op == Op.PHI
        && phi.block == s) {
      int pred = s.preds.indexOf(from);
      v = pred < 0 ? null : phi.arg(pred);
    }
    if (!(v instanceof Const c)) {
      return 0.5;
    }
    boolean pointer = c.type() == Type.I64;
    return c.value() < 0 ? NEGATIVE_RETURN : c.is(0) && pointer ? NULL_RETURN : 0.5;
  }

  private static Value returned(Block ret, int pred) {
    Instr t = ret.terminator();
    if (t.op != Op.RET || t.args.isEmpty() || ret.instrs.size() != ret.phiCount() + 1) {
      return null;
    }
    return t.arg(0) instanceof Instr phi && phi.block == ret ? phi.arg(pred) : t.arg(0);
  }
}
