package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Pred;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.NaturalLoops;
import fastpath.codegen.pass.edit.Replacements;
import java.util.ArrayList;
import java.util.List;

/**
 * Simplifies induction variables. A 32-bit counter that indexes memory is widened to 64 bits, so
 * that no iteration extends it; an index times a stride for which no addressing mode exists becomes
 * a running sum.
 */
public final class InductionVariables {
  private final Function function;
  private final Block header;
  private final Block before;
  private final int in;
  private final int back;
  private final NaturalLoops.Loop loop;
  private final Replacements rewrite = new Replacements();

  private InductionVariables(Function function, NaturalLoops.Loop loop, int in) {
    this.function = function;
    this.loop = loop;
    this.header = loop.header();
    this.in = in;
    this.back = 1 - in;
    this.before = header.preds.get(in);
  }

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    for (NaturalLoops.Loop loop : NaturalLoops.of(Dominators.of(f)).all()) {
      Block h = loop.header();
      if (h.preds.size() == 2 && loop.latches().size() == 1) {
        int in = loop.contains(h.preds.get(0)) ? 1 : 0;
        if (h.preds.get(in).terminator().op != Op.ASM_GOTO) {
          new InductionVariables(f, loop, in).run();
        }
      }
    }
  }

  private void run() {
    for (Instr phi : counters(Type.I32)) {
      widen(phi);
    }
    rewrite.apply(function);
    for (Instr phi : counters(Type.I64)) {
      reduce(phi);
    }
    rewrite.apply(function);
  }

  /** Returns the PHIs of the header that grow by a constant in each iteration. */
  private List<Instr> counters(Type type) {
    List<Instr> counters = new ArrayList<>();
    for (Instr phi : header.instrs) {
      if (phi.op == Op.PHI
          && phi.type == type
          && phi.arg(back) instanceof Instr next
          && next.op == Op.ADD
          && next.arg(0) == phi
          && next.arg(1) instanceof Const) {
        counters.add(phi);
      }
    }
    return counters;
  }

  private void widen(Instr phi) {
    Instr next = (Instr) phi.arg(back);
    Const step = (Const) next.arg(1);
    if (!(phi.arg(in) instanceof Const init) || init.value() < 0 || step.value() <= 0) {
      return;
    }
    // The condition follows the first increment: a counter that starts at INT_MAX has wrapped
    // there.
    if (init.value() == Integer.MAX_VALUE) {
      return;
    }
    Boolean signed = bound(next, step);
    if (signed == null || !isExtended(phi, next, signed)) {
      return;
    }
    Instr wide = new Instr(Op.PHI, Type.I64, List.of(), null, phi.loc);
    header.insert(0, wide);
    Instr wideNext = Instr.of(Op.ADD, Type.I64, next.loc, wide, Const.i64(step.value()));
    next.block.insert(next.block.instrs.indexOf(next), wideNext);
    wide.args.add(in == 0 ? Const.i64(init.value()) : wideNext);
    wide.args.add(in == 0 ? wideNext : Const.i64(init.value()));
    for (Block b : function.blocks) {
      for (Instr x : b.instrs) {
        if ((x.op == Op.ZEXT || x.op == Op.SEXT && signed) && x.type == Type.I64) {
          if (x.arg(0) == phi) {
            rewrite.replace(x, wide);
          } else if (x.arg(0) == next) {
            rewrite.replace(x, wideNext);
          }
        }
      }
    }
    Instr low = Instr.of(Op.TRUNC, Type.I32, phi.loc, wide);
    header.insert(header.phiCount(), low);
    rewrite.replace(phi, low);
    Instr lowNext = Instr.of(Op.TRUNC, Type.I32, next.loc, wideNext);
    next.block.insert(next.block.instrs.indexOf(next), lowNext);
    rewrite.replace(next, lowNext);
  }

  /**
   * Decides whether the loop's condition bounds the next value so that the value has not wrapped:
   * true if also as a signed number, false if only as an unsigned number, null if unknown.
   */
  private Boolean bound(Instr next, Const step) {
    Block latch = header.preds.get(back);
    Instr t = latch.terminator();
    if (t.op != Op.CONDBR
        || !(t.arg(0) instanceof Instr c)
        || c.op != Op.ICMP
        || step.value() != 1) {
      return null;
    }
    Pred p = latch.succs.get(0) == header ? c.pred() : c.pred().negated();
    if (c.arg(0) != next) {
      return null;
    }
    if (c.arg(1) instanceof Const k && p == Pred.NE) {
      return k.value() > 0 && isBelow(k) ? Boolean.TRUE : null;
    }
    return switch (p) {
      case SLT -> true;
      case ULT -> c.arg(1) instanceof Const k && k.value() > 0;
      case EQ, NE, SLE, SGT, SGE, ULE, UGT, UGE -> null;
    };
  }

  private boolean isBelow(Const k) {
    for (Instr phi : header.instrs) {
      if (phi.op == Op.PHI && phi.arg(in) instanceof Const init && init.value() >= k.value()) {
        return false;
      }
    }
    return true;
  }

  private boolean isExtended(Instr phi, Instr next, boolean signed) {
    for (Block b : loop.blocks()) {
      for (Instr x : b.instrs) {
        if ((x.op == Op.ZEXT || x.op == Op.SEXT && signed)
            && x.type == Type.I64
            && (x.arg(0) == phi || x.arg(0) == next)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Replaces base + index * stride, for strides by which no addressing mode scales. */
  private void reduce(Instr phi) {
    long step = ((Const) ((Instr) phi.arg(back)).arg(1)).value();
    for (Block b : List.copyOf(loop.blocks())) {
      for (Instr product : List.copyOf(b.instrs)) {
        long stride = stride(product, phi);
        if (stride != 0) {
          Instr sum = onlySum(product);
          if (sum != null) {
            grow(phi, sum, stride, step);
          }
        }
      }
    }
  }

  private static long stride(Instr x, Instr phi) {
    if (x.args.size() != 2 || x.arg(0) != phi || !(x.arg(1) instanceof Const c)) {
      return 0;
    }
    if (x.op == Op.SHL && c.value() > 3 && c.value() < 32) {
      return 1L << c.value();
    }
    return x.op == Op.MUL && c.value() > 9 ? c.value() : 0;
  }

  /**
   * Returns the only user of the product if it adds the product to a loop-invariant value; else
   * null.
   */
  private Instr onlySum(Instr product) {
    Instr sum = null;
    for (Block b : function.blocks) {
      for (Instr x : b.instrs) {
        if (x.args.contains(product)) {
          if (sum != null || x.op != Op.ADD || !loop.contains(b)) {
            return null;
          }
          sum = x;
        }
      }
    }
    if (sum == null) {
      return null;
    }
    Value base = sum.arg(sum.arg(0) == product ? 1 : 0);
    return base instanceof Instr i && loop.contains(i.block) || base == product ? null : sum;
  }

  private void grow(Instr phi, Instr sum, long stride, long step) {
    Value base = sum.arg(0) instanceof Instr p && isProduct(p, phi) ? sum.arg(1) : sum.arg(0);
    Value start = base;
    if (phi.arg(in) instanceof Const c) {
      start = c.is(0) ? base : insert(Op.ADD, phi, base, Const.i64(c.value() * stride));
    } else {
      Value offset = insert(Op.MUL, phi, phi.arg(in), Const.i64(stride));
      start = insert(Op.ADD, phi, base, offset);
    }
    Instr pointer = new Instr(Op.PHI, Type.I64, List.of(), null, sum.loc);
    header.insert(0, pointer);
    Instr next = (Instr) phi.arg(back);
    Instr grown = Instr.of(Op.ADD, Type.I64, next.loc, pointer, Const.i64(step * stride));
    next.block.insert(next.block.instrs.indexOf(next), grown);
    pointer.args.add(in == 0 ? start : grown);
    pointer.args.add(in == 0 ? grown : start);
    rewrite.replace(sum, pointer);
  }

  private static boolean isProduct(Instr x, Instr phi) {
    return stride(x, phi) != 0;
  }

  private Value insert(Op op, Instr phi, Value a, Value b) {
    return before.insertAtEnd(Instr.of(op, Type.I64, phi.loc, a, b));
  }
}
