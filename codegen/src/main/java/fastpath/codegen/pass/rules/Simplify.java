package fastpath.codegen.pass.rules;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.DefUseChains;
import fastpath.codegen.pass.edit.Replacements;
import java.util.ArrayList;
import java.util.List;

/**
 * Algebraic simplification to a canonical form: constants on the right, subtraction of a constant
 * as addition, constants outermost in address sums, comparisons as narrow as their operands. The
 * rules are in {@link Rules} and the other classes of this package; this class visits blocks until
 * nothing changes.
 */
public final class Simplify {
  private final Function function;
  private final Replacements rewrite = new Replacements();
  private DefUseChains uses;
  private ArrayList<Instr> out;
  private Block block;
  private Instr origin;
  private boolean changed;

  private Simplify(Function function) {
    this.function = function;
  }

  /** Applies the rules in place until none applies. */
  public static void run(Function f) {
    Simplify s = new Simplify(f);
    for (int round = 0; round < 4; round++) {
      s.changed = false;
      s.uses = DefUseChains.of(f);
      for (Block b : Dominators.reversePostorder(f)) {
        s.block(b);
      }
      s.rewrite.apply(f);
      if (!s.changed) {
        break;
      }
    }
    DeadCode.run(f);
  }

  private void block(Block b) {
    block = b;
    ArrayList<Instr> old = new ArrayList<>(b.instrs);
    out = b.instrs;
    out.clear();
    for (Instr x : old) {
      rewrite.resolve(x);
      origin = x;
      Value v = fold(x);
      if (v != x) {
        rewrite.replace(x, v);
        changed = true;
      } else {
        out.add(x);
      }
    }
  }

  /**
   * Returns the simplest value equal to the instruction: the instruction itself if no rule applies.
   */
  private Value fold(Instr x) {
    if (x.op == Op.CONDBR) {
      branch(x);
      return x;
    }
    for (int i = 0; i < 8; i++) {
      Value v = Rules.apply(x, this);
      if (v == null) {
        return x;
      }
      changed = true;
      if (v != x) {
        return v;
      }
    }
    return x;
  }

  /** A branch on a negated condition exchanges its successors. */
  private void branch(Instr x) {
    if (x.arg(0) instanceof Instr c
        && c.op == Op.XOR
        && c.arg(1).is(1)
        && block.succs.get(0) != block.succs.get(1)) {
      x.args.set(0, c.arg(0));
      java.util.Collections.swap(block.succs, 0, 1);
      x.attr = x.attr == null ? null : x.weight().negated();
      changed = true;
    }
  }

  /**
   * Returns the number of uses of a value, as counted before this round. A value created in this
   * round has one use.
   */
  boolean usedOnce(Value v) {
    return v instanceof Instr x && uses.count(x) <= 1;
  }

  /** Adds an instruction before the current one, and simplifies it. */
  Value emit(Op op, Type type, Value... args) {
    return emit(new Instr(op, type, List.of(args), null, origin.loc));
  }

  Value emitCompare(fastpath.codegen.ir.Pred pred, Value a, Value b) {
    return emit(new Instr(Op.ICMP, Type.I1, List.of(a, b), pred, origin.loc));
  }

  private Value emit(Instr x) {
    Value v = fold(x);
    if (v == x) {
      x.block = block;
      x.id = function.newId();
      out.add(x);
    }
    return v;
  }
}
