package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Module;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Diagnostics;
import fastpath.codegen.source.Report;
import fastpath.codegen.source.Warning;

/**
 * Finds calls of functions with attributes error and warning. Such a call is reported only if the
 * passes have not removed it: the attribute is how a macro refuses an argument.
 */
public final class ForbiddenCalls {
  private ForbiddenCalls() {}

  /**
   * Checks a module that has been optimized.
   *
   * @param report receives the calls of functions with attribute warning
   * @throws CompileException with all calls of functions with attribute error
   */
  public static void check(Module module, Report report) {
    if (module.forbidden.isEmpty() && module.advised.isEmpty()) {
      return;
    }
    Diagnostics diagnostics = new Diagnostics();
    for (Function function : module.functions) {
      for (Block block : function.blocks) {
        block.instrs.forEach(x -> check(module, x, report, diagnostics));
      }
    }
    diagnostics.check();
  }

  private static void check(Module module, Instr x, Report report, Diagnostics diagnostics) {
    if (x.op == Op.CALL && x.arg(0) instanceof SymbolAddr callee) {
      String message = module.forbidden.get(callee.symbol());
      if (message != null) {
        diagnostics.add(
            new CompileException(
                x.loc,
                "call to '%s' declared with attribute error: %s"
                    .formatted(callee.symbol(), message)));
      }
      String advice = module.advised.get(callee.symbol());
      if (advice != null) {
        String text =
            "call to '%s' declared with attribute warning: %s".formatted(callee.symbol(), advice);
        report.warn(Warning.ATTRIBUTE_WARNING, new CompileException(x.loc, text).diagnostic());
      }
    }
  }
}
