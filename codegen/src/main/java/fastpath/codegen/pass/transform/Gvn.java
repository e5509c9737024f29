package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Attribute;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Pred;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.AliasAnalysis;
import fastpath.codegen.pass.analysis.AvailableLoads;
import fastpath.codegen.pass.analysis.NaturalLoops;
import fastpath.codegen.pass.analysis.SideEffects;
import fastpath.codegen.pass.edit.Replacements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Global value numbering: reuses equal computations in dominating blocks, conditions that a
 * preceding branch has decided, and, through {@link AvailableLoads}, values that were just loaded
 * or stored.
 */
public final class Gvn {
  /** The key of a computation: computations with equal keys have equal values. */
  /**
   * {@code stretch} is -1 for a computation with the same value in every straight-line stretch of
   * blocks.
   */
  private record Key(Op op, Type type, Attribute attr, int stretch, List<Value> args) {}

  private final Dominators dominators;
  private final Replacements rewrite = new Replacements();
  private final Map<Object, Value> table = new HashMap<>();
  private final AvailableLoads[] out;
  private final AliasAnalysis memory;

  /** For each block, the first block of its straight-line stretch. */
  private final int[] stretch;

  private final NaturalLoops loops;

  private Gvn(Function f) {
    dominators = Dominators.of(f);
    loops = NaturalLoops.of(dominators);
    memory = new AliasAnalysis(f);
    out = new AvailableLoads[dominators.order().size()];
    stretch = new int[out.length];
  }

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    Gvn gvn = new Gvn(f);
    gvn.walk(f.entry());
    gvn.rewrite.apply(f);
  }

  private void walk(Block b) {
    List<Object> added = new ArrayList<>();
    List<Value> hidden = new ArrayList<>();
    facts(b, added, hidden);
    // Equal asm statements and reads of rsp are merged, as by gcc's CSE, only within a stretch that
    // no other path joins.
    stretch[b.index] = b.preds.size() == 1 ? stretch[b.preds.get(0).index] : b.index;
    AvailableLoads state = AvailableLoads.enter(b, out, loops, memory, rewrite);
    for (int i = 0; i < b.instrs.size(); i++) {
      Instr x = b.instrs.get(i);
      resolve(x);
      Value known = known(x, state, added, hidden);
      if (known != null) {
        rewrite.replace(x, known);
      } else {
        state.execute(x);
      }
      // A PHI for a merged load may have been added at the start of the block.
      i = b.instrs.get(i) == x ? i : b.instrs.indexOf(x);
    }
    out[b.index] = state;
    for (Block child : dominators.children(b)) {
      walk(child);
    }
    for (int i = added.size() - 1; i >= 0; i--) {
      if (hidden.get(i) == null) {
        table.remove(added.get(i));
      } else {
        table.put(added.get(i), hidden.get(i));
      }
    }
  }

  private void resolve(Instr x) {
    rewrite.resolve(x);
    if (x.op == Op.PHI) {
      return;
    }
    for (int i = 0; i < x.args.size(); i++) {
      if (x.args.get(i) instanceof Instr arg && x.op != Op.RESULT) {
        Value fact = table.get(arg);
        if (fact != null) {
          x.args.set(i, fact);
        }
      }
    }
  }

  private Value known(Instr x, AvailableLoads state, List<Object> added, List<Value> hidden) {
    if (x.op == Op.LOAD) {
      return state.load(x);
    }
    boolean asm = x.op == Op.ASM && SideEffects.isRemovable(x) && !readsMemory(x);
    boolean pure = x.op.isPure() && x.op != Op.EXPECT || x.op.isDivision();
    if (!pure && !asm && x.op != Op.RESULT && !SideEffects.isStackPointer(x)) {
      return null;
    }
    if (x.op == Op.RESULT && !(x.arg(0) instanceof Instr a && SideEffects.isRemovable(a))) {
      return null;
    }
    int within = asm || x.op == Op.READ_REG ? stretch[x.block.index] : -1;
    Key key = new Key(x.op, x.type, x.attr, within, List.copyOf(x.args));
    Value known = table.get(key);
    if (known == null) {
      put(key, x, added, hidden);
    }
    return known;
  }

  private static boolean readsMemory(Instr x) {
    return x.asm().operands().stream().anyMatch(o -> o.isMemoryOnly());
  }

  private void put(Object key, Value value, List<Object> added, List<Value> hidden) {
    hidden.add(table.put(key, value));
    added.add(key);
  }

  /** Adds facts from the branch that is the only way into the block. */
  private void facts(Block b, List<Object> added, List<Value> hidden) {
    if (b.preds.size() != 1) {
      return;
    }
    Block p = b.preds.get(0);
    Instr t = p.terminator();
    if (t.op != Op.CONDBR || p.succs.get(0) == p.succs.get(1)) {
      return;
    }
    boolean holds = p.succs.get(0) == b;
    if (t.arg(0) instanceof Instr c) {
      put(c, Const.bool(holds), added, hidden);
      if (c.op == Op.ICMP) {
        compared(c, holds ? c.pred() : c.pred().negated(), added, hidden);
      } else if (c.op == (holds ? Op.AND : Op.OR)) {
        for (Value part : c.args) {
          if (part instanceof Instr i) {
            put(i, Const.bool(holds), added, hidden);
          }
        }
      }
    }
  }

  private void compared(Instr c, Pred pred, List<Object> added, List<Value> hidden) {
    List<Value> args = List.copyOf(c.args);
    List<Value> swapped = List.of(c.arg(1), c.arg(0));
    for (Pred q : Pred.values()) {
      Boolean holds = implied(pred, q);
      if (holds != null) {
        put(new Key(Op.ICMP, Type.I1, q, -1, args), Const.bool(holds), added, hidden);
        put(new Key(Op.ICMP, Type.I1, q.swapped(), -1, swapped), Const.bool(holds), added, hidden);
      }
    }
    if (pred == Pred.EQ && c.arg(1) instanceof Const k && c.arg(0) instanceof Instr a) {
      put(a, k, added, hidden);
    }
  }

  /**
   * Returns the value of relation {@code q} for two values of which {@code p} holds; null if {@code
   * p} does not decide it.
   */
  private static Boolean implied(Pred p, Pred q) {
    if (p == q) {
      return true;
    }
    if (p == q.negated()) {
      return false;
    }
    return switch (p) {
      case EQ -> q.test(Type.I64, 0, 0);
      case SLT -> q == Pred.SLE || q == Pred.NE ? Boolean.TRUE : falseFor(q, Pred.EQ, Pred.SGT);
      case SGT -> q == Pred.SGE || q == Pred.NE ? Boolean.TRUE : falseFor(q, Pred.EQ, Pred.SLT);
      case ULT -> q == Pred.ULE || q == Pred.NE ? Boolean.TRUE : falseFor(q, Pred.EQ, Pred.UGT);
      case UGT -> q == Pred.UGE || q == Pred.NE ? Boolean.TRUE : falseFor(q, Pred.EQ, Pred.ULT);
      case NE, SLE, SGE, ULE, UGE -> null;
    };
  }

  private static Boolean falseFor(Pred q, Pred one, Pred two) {
    return q == one || q == two ? Boolean.FALSE : null;
  }
}
