package fastpath.codegen.pass.edit;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Value;
import java.util.HashMap;
import java.util.Map;

/** Collects replacements of values and applies all of them in one pass over the function. */
public final class Replacements {
  private final Map<Value, Value> to = new HashMap<>();

  /** True if there are no replacements. */
  public boolean isEmpty() {
    return to.isEmpty();
  }

  /**
   * Records that all uses of {@code from} are to be replaced by {@code value} and that the
   * definition of {@code from} is to be removed.
   */
  public void replace(Value from, Value value) {
    to.put(from, value);
  }

  /** Returns the value that replaces another, or the value itself if it is not replaced. */
  public Value get(Value value) {
    Value v = value;
    for (Value next = to.get(v); next != null; next = to.get(v)) {
      v = next;
    }
    return v;
  }

  /** Applies the replacements to the arguments of one instruction. */
  public void resolve(Instr x) {
    if (to.isEmpty()) {
      return;
    }
    for (int i = 0; i < x.args.size(); i++) {
      Value old = x.args.get(i);
      if (old instanceof Instr || old instanceof fastpath.codegen.ir.Param) {
        Value now = get(old);
        if (now != old) {
          x.args.set(i, now);
        }
      }
    }
  }

  /** Applies the replacements to the function and removes the replaced instructions. */
  public void apply(Function f) {
    if (to.isEmpty()) {
      return;
    }
    for (Block b : f.blocks) {
      b.instrs.removeIf(to::containsKey);
      for (Instr x : b.instrs) {
        resolve(x);
      }
    }
  }
}
