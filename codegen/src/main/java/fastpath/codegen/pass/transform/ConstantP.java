package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.pass.edit.Replacements;
import fastpath.codegen.pass.rules.Simplify;

/**
 * Replaces calls of {@code __builtin_constant_p}, which lowering keeps under that name, by their
 * values. The value is 1 as soon as the argument is a constant, and 0 if it is no constant after
 * inlining.
 */
public final class ConstantP {
  /** The name of the function in such calls. */
  static final String NAME = "__builtin_constant_p";

  private ConstantP() {}

  /** Replaces the calls whose argument is a constant. */
  public static void known(Function f) {
    answer(f, false);
  }

  /** Replaces all calls of {@code __builtin_constant_p} of a function by their values. */
  public static void all(Function f) {
    answer(f, true);
  }

  private static void answer(Function f, boolean all) {
    Replacements rewrite = new Replacements();
    for (Block b : f.blocks) {
      for (Instr x : b.instrs) {
        if (x.op == Op.CALL
            && x.arg(0) instanceof SymbolAddr callee
            && callee.symbol().equals(NAME)) {
          boolean constant = x.arg(1) instanceof Const;
          if (constant || all) {
            rewrite.replace(x, Const.of(x.type, constant ? 1 : 0));
          }
        }
      }
    }
    if (!rewrite.isEmpty()) {
      rewrite.apply(f);
      Simplify.run(f);
    }
  }
}
