package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Module;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.source.CompileException;

/**
 * Finds calls of functions with attribute error. Such a call is an error only if the passes have
 * not removed it: the attribute is how a macro refuses an argument.
 */
public final class ForbiddenCalls {
  private ForbiddenCalls() {}

  /**
   * Checks a module that has been optimized.
   *
   * @throws CompileException at the first call of a function with attribute error
   */
  public static void check(Module module) {
    if (module.forbidden.isEmpty()) {
      return;
    }
    for (Function function : module.functions) {
      for (Block block : function.blocks) {
        block.instrs.forEach(x -> check(module, x));
      }
    }
  }

  private static void check(Module module, Instr x) {
    if (x.op == Op.CALL && x.arg(0) instanceof SymbolAddr callee) {
      String message = module.forbidden.get(callee.symbol());
      if (message != null) {
        throw new CompileException(
            x.loc,
            "call to '%s' declared with attribute error: %s".formatted(callee.symbol(), message));
      }
    }
  }
}
