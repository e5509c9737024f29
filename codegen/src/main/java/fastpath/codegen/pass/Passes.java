package fastpath.codegen.pass;

import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.IrPrinter;
import fastpath.codegen.ir.IrVerifier;
import fastpath.codegen.ir.Module;
import fastpath.codegen.option.Dump;
import fastpath.codegen.pass.analysis.BlockFrequency;
import fastpath.codegen.pass.analysis.BranchPrediction;
import fastpath.codegen.pass.rules.DeadCode;
import fastpath.codegen.pass.rules.Simplify;
import fastpath.codegen.pass.transform.BlockPlacement;
import fastpath.codegen.pass.transform.CfgSimplification;
import fastpath.codegen.pass.transform.CodeSinking;
import fastpath.codegen.pass.transform.ConstantP;
import fastpath.codegen.pass.transform.CriticalEdgeSplitting;
import fastpath.codegen.pass.transform.DeadSymbols;
import fastpath.codegen.pass.transform.Expect;
import fastpath.codegen.pass.transform.Gvn;
import fastpath.codegen.pass.transform.IfConversion;
import fastpath.codegen.pass.transform.IncrementSinking;
import fastpath.codegen.pass.transform.InductionVariables;
import fastpath.codegen.pass.transform.Inlining;
import fastpath.codegen.pass.transform.JumpThreading;
import fastpath.codegen.pass.transform.Licm;
import fastpath.codegen.pass.transform.LoopRotation;
import fastpath.codegen.pass.transform.Mem2Reg;
import fastpath.codegen.pass.transform.ObjectSize;
import fastpath.codegen.pass.transform.PhiPre;
import fastpath.codegen.pass.transform.ReturnDuplication;
import fastpath.codegen.pass.transform.Uncprop;
import fastpath.codegen.source.Governor;
import java.util.List;
import java.util.function.Consumer;

/** The optimizer's passes, in order. */
public final class Passes {
  /** A pass over one function. */
  record Pass(String name, Consumer<Function> run) {}

  /** Before and after a function's calls are inlined: EXPECTs stay, for its callers. */
  static final List<Pass> EARLY =
      List.of(
          new Pass("cleanup", CfgSimplification::run),
          new Pass("mem2reg", Mem2Reg::run),
          new Pass("simplify", Simplify::run),
          new Pass("constant-p", ConstantP::known),
          new Pass("expect", Expect::annotate),
          new Pass("cleanup", CfgSimplification::run));

  /** After inlining. */
  static final List<Pass> LATE =
      List.of(
          new Pass("constant-p", ConstantP::all),
          new Pass("expect", Expect::lower),
          new Pass("simplify", Simplify::run),
          new Pass("cleanup", CfgSimplification::run),
          new Pass("uncprop", Uncprop::run),
          new Pass("predictor", BranchPrediction::run),
          new Pass("jump-thread", JumpThreading::run),
          new Pass("gvn", Gvn::run),
          new Pass("simplify", Simplify::run),
          new Pass("cleanup", CfgSimplification::run),
          new Pass("uncprop", Uncprop::run),
          new Pass("jump-thread", JumpThreading::run),
          new Pass("loop-rotate", LoopRotation::run),
          new Pass("gvn", Gvn::run),
          new Pass("simplify", Simplify::run),
          new Pass("cleanup", CfgSimplification::run),
          new Pass("if-convert", IfConversion::run),
          new Pass("gvn", Gvn::run),
          new Pass("phi-pre", PhiPre::run),
          new Pass("licm", Licm::run),
          new Pass("induction", InductionVariables::run),
          new Pass("simplify", Simplify::run),
          new Pass("sink", CodeSinking::run),
          new Pass("dead-code", DeadCode::run),
          new Pass("cleanup", CfgSimplification::run),
          new Pass("uncprop", Uncprop::run),
          new Pass("increments", IncrementSinking::run),
          new Pass("returns", ReturnDuplication::run),
          new Pass("cleanup", CfgSimplification::run),
          new Pass("frequency", BlockFrequency::run),
          new Pass("critical-edges", CriticalEdgeSplitting::run),
          new Pass("returns", ReturnDuplication::run),
          new Pass("uncprop-returns", Uncprop::returns),
          new Pass("frequency", BlockFrequency::run),
          new Pass("layout", BlockPlacement::run));

  private Passes() {}

  /**
   * Optimizes in place.
   *
   * @param dump is shown the module after each stage
   * @param governor looks at the clock after each pass over a function
   */
  public static void optimize(Module module, Dump dump, Governor governor) {
    DeadSymbols.beforeInlining(module);
    Inlining.run(
        module,
        function -> {
          EARLY.forEach(pass -> pass.run.accept(function));
          governor.time(function.loc);
        });
    DeadSymbols.run(module);
    dump.stage("inline", () -> IrPrinter.print(module));
    ObjectSize.run(module);
    dump.stage("object-size", () -> IrPrinter.print(module));
    for (Pass pass : LATE) {
      for (Function function : module.functions) {
        pass.run.accept(function);
        governor.time(function.loc);
      }
      dump.stage(pass.name, () -> IrPrinter.print(module));
    }
    assert isSound(module);
  }

  private static boolean isSound(Module module) {
    IrVerifier.verify(module);
    return true;
  }
}
