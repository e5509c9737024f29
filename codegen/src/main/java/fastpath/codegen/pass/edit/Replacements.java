package fastpath.codegen.pass.edit;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Value;
import java.util.HashMap;
import java.util.Map;

/** Collects replacements of values and applies them in one sweep. */
public final class Replacements {
  private final Map<Value, Value> to = new HashMap<>();

  /** True if nothing is to be replaced. */
  public boolean isEmpty() {
    return to.isEmpty();
  }

  /**
   * Replaces all uses of {@code from} by {@code value} and removes the definition of {@code from}.
   */
  public void replace(Value from, Value value) {
    to.put(from, value);
  }

  /** The value that replaces another; the value itself if nothing does. */
  public Value get(Value value) {
    Value v = value;
    for (Value next = to.get(v); next != null; next = to.get(v)) {
      v = next;
    }
    return v;
  }

  /** Replaces the arguments of one instruction. */
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
