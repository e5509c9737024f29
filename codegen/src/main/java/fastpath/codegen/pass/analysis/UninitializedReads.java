package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Module;
import fastpath.codegen.ir.Op;
import fastpath.codegen.pass.analysis.SlotVariables.Variable;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Report;
import fastpath.codegen.source.Warning;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds local variables that are read before any path has given them a value. The analysis runs on
 * the IR before the passes, where each variable has a slot; a variable whose address escapes is
 * left out.
 */
public final class UninitializedReads {
  private final Function function;
  private final Report report;
  private final SlotVariables slots;
  private final DefUseChains uses;
  private final Map<Variable, String> names = new HashMap<>();
  private final Set<Variable> reported = new HashSet<>();

  private UninitializedReads(Function function, Report report) {
    this.function = function;
    this.report = report;
    this.slots = SlotVariables.of(function);
    this.uses = DefUseChains.of(function);
  }

  /** Warns once of each such variable of a module's functions. */
  public static void warn(Module module, Report report) {
    module.functions.forEach(function -> new UninitializedReads(function, report).run());
  }

  private void run() {
    for (Instr x : function.entry().instrs) {
      if (x.op == Op.ALLOCA) {
        name(x, x.slot().name());
      }
    }
    List<Block> order = Dominators.of(function).order();
    Map<Block, BitSet> written = new HashMap<>();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Block block : order) {
        BitSet after = before(block, written);
        for (Instr x : block.instrs) {
          store(x, after);
        }
        changed |= !after.equals(written.put(block, after));
      }
    }
    for (Block block : order) {
      BitSet at = before(block, written);
      for (Instr x : block.instrs) {
        load(x, at);
        store(x, at);
      }
    }
  }

  /** Gives the variables of a slot the name of the C variable. */
  private void name(Instr address, String name) {
    for (Instr user : uses.of(address)) {
      Variable variable = slots.variableOf.get(user);
      if (variable != null) {
        names.put(variable, name);
      } else if (user.op == Op.ADD) {
        name(user, name);
      }
    }
  }

  /** Returns the variables that some path to a block writes. */
  private static BitSet before(Block block, Map<Block, BitSet> written) {
    BitSet at = new BitSet();
    for (Block pred : block.preds) {
      at.or(written.getOrDefault(pred, new BitSet()));
    }
    return at;
  }

  private void store(Instr x, BitSet written) {
    Variable variable = slots.variableOf.get(x);
    if (variable != null && x.op == Op.STORE) {
      written.set(variable.index);
    }
  }

  private void load(Instr x, BitSet written) {
    Variable variable = slots.variableOf.get(x);
    boolean unwritten = variable != null && x.op == Op.LOAD && !written.get(variable.index);
    if (unwritten && x.loc != null && !keeps(x, variable) && reported.add(variable)) {
      String text = "'%s' is used uninitialized".formatted(names.get(variable));
      report.warn(Warning.UNINITIALIZED, new CompileException(x.loc, text).diagnostic());
    }
  }

  /**
   * True for a load that only keeps bits: that of {@code int x = x}, with which gcc's users silence
   * the warning, and that of a store to a bit-field, which merges the new bits with the others.
   */
  private boolean keeps(Instr load, Variable variable) {
    return !uses.of(load).isEmpty()
        && uses.of(load).stream()
            .allMatch(user ->
                user.op == Op.STORE && slots.variableOf.get(user) == variable || merges(user));
  }

  private boolean merges(Instr user) {
    return user.op == Op.AND
        && user.arg(1) instanceof Const
        && uses.of(user).stream().allMatch(next -> next.op == Op.OR);
  }
}
