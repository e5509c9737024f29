package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Undef;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.DominanceFrontiers;
import fastpath.codegen.pass.analysis.SlotVariables;
import fastpath.codegen.pass.edit.CfgEdits;
import fastpath.codegen.pass.edit.Replacements;
import fastpath.codegen.pass.rules.DeadCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns stack slots whose addresses do not escape into SSA values (Cytron et al., with PHIs only
 * where the variable is live). {@link SlotVariables} splits structs into variables.
 */
public final class Mem2Reg {
  private final Function function;
  private final SlotVariables slots;
  private final Dominators dominators;
  private final Map<Instr, SlotVariables.Variable> phiOf = new HashMap<>();
  private final Replacements rewrite = new Replacements();

  private Mem2Reg(Function function, SlotVariables slots) {
    this.function = function;
    this.slots = slots;
    this.dominators = Dominators.of(function);
  }

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    SlotVariables slots = SlotVariables.of(f);
    if (!slots.variables.isEmpty()) {
      new Mem2Reg(f, slots).promote();
    }
    DeadCode.run(f);
  }

  private void promote() {
    placePhis();
    Value[] start = new Value[slots.variables.size()];
    for (SlotVariables.Variable v : slots.variables) {
      start[v.index] = Undef.of(v.type);
    }
    rename(start);
    rewrite.apply(function);
  }

  private void placePhis() {
    List<Set<Block>> defs = new ArrayList<>();
    List<Set<Block>> uses = new ArrayList<>();
    for (int i = 0; i < slots.variables.size(); i++) {
      defs.add(new HashSet<>());
      uses.add(new HashSet<>());
    }
    for (Block b : dominators.order()) {
      for (Instr x : b.instrs) {
        SlotVariables.Variable v = slots.variableOf.get(x);
        if (v == null) {
          continue;
        }
        boolean whole = x.op == Op.STORE && x.arg(1).type() == v.type;
        if (!whole && !defs.get(v.index).contains(b)) {
          uses.get(v.index).add(b);
        }
        if (x.op == Op.STORE) {
          defs.get(v.index).add(b);
        }
      }
    }
    for (SlotVariables.Variable v : slots.variables) {
      Set<Block> liveIn = liveIn(defs.get(v.index), uses.get(v.index));
      for (Block b : DominanceFrontiers.iterated(dominators, defs.get(v.index), liveIn)) {
        Instr phi = b.insert(0, new Instr(Op.PHI, v.type, List.of(), null, b.instrs.get(0).loc));
        b.preds.forEach(p -> phi.args.add(Undef.of(v.type)));
        phiOf.put(phi, v);
      }
    }
  }

  private static Set<Block> liveIn(Set<Block> defs, Set<Block> uses) {
    Set<Block> live = new HashSet<>(uses);
    ArrayDeque<Block> work = new ArrayDeque<>(uses);
    while (!work.isEmpty()) {
      for (Block p : work.poll().preds) {
        if (!defs.contains(p) && live.add(p)) {
          work.add(p);
        }
      }
    }
    return live;
  }

  private void rename(Value[] start) {
    ArrayDeque<Block> blocks = new ArrayDeque<>();
    ArrayDeque<Value[]> states = new ArrayDeque<>();
    blocks.push(function.entry());
    states.push(start);
    while (!blocks.isEmpty()) {
      Block b = blocks.pop();
      Value[] now = states.pop().clone();
      block(b, now);
      fillPhis(b, now);
      for (Block child : dominators.children(b)) {
        blocks.push(child);
        states.push(now);
      }
    }
  }

  private void block(Block b, Value[] now) {
    for (int i = 0; i < b.instrs.size(); i++) {
      Instr x = b.instrs.get(i);
      SlotVariables.Variable v = phiOf.get(x);
      if (v != null) {
        now[v.index] = x;
        continue;
      }
      v = slots.variableOf.get(x);
      if (v == null) {
        continue;
      }
      int before = b.instrs.size();
      if (x.op == Op.LOAD) {
        rewrite.replace(x, read(b, i, x, v, now[v.index]));
      } else {
        now[v.index] = write(b, i, x, v, now[v.index]);
        rewrite.replace(x, Undef.of(Type.I64));
      }
      i += b.instrs.size() - before;
    }
  }

  private Value read(Block b, int at, Instr load, SlotVariables.Variable v, Value whole) {
    if (load.type == v.type) {
      return whole;
    }
    long shift = 8 * slots.offsetOf.get(load);
    Value part = whole;
    int position = at;
    if (shift != 0) {
      part = b.insert(position++, op(Op.LSHR, v.type, load, part, Const.of(v.type, shift)));
    }
    return b.insert(position, op(Op.TRUNC, load.type, load, part));
  }

  private Value write(Block b, int at, Instr store, SlotVariables.Variable v, Value whole) {
    Value value = store.arg(1);
    if (value.type() == v.type) {
      return value;
    }
    long shift = 8 * slots.offsetOf.get(store);
    long mask = value.type().mask() << shift;
    int position = at;
    Value kept = b.insert(position++, op(Op.AND, v.type, store, whole, Const.of(v.type, ~mask)));
    Value wide = b.insert(position++, op(Op.ZEXT, v.type, store, value));
    if (shift != 0) {
      wide = b.insert(position++, op(Op.SHL, v.type, store, wide, Const.of(v.type, shift)));
    }
    return b.insert(position, op(Op.OR, v.type, store, kept, wide));
  }

  private static Instr op(Op op, Type type, Instr from, Value... args) {
    return Instr.of(op, type, from.loc, args);
  }

  private void fillPhis(Block b, Value[] now) {
    for (int s = 0; s < b.succs.size(); s++) {
      Block to = b.succs.get(s);
      int pred = -1;
      for (Instr phi : to.instrs) {
        SlotVariables.Variable v = phiOf.get(phi);
        if (phi.op != Op.PHI) {
          break;
        }
        if (v != null) {
          pred = pred < 0 ? CfgEdits.predIndex(b, s) : pred;
          phi.args.set(pred, now[v.index]);
        }
      }
    }
  }
}
