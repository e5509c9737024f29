package fastpath.codegen.pass;

import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.IrPrinter;
import fastpath.codegen.ir.IrVerifier;
import fastpath.codegen.ir.Module;
import fastpath.codegen.option.Dump;
import java.util.List;
import java.util.function.Consumer;

/** The optimizer's passes, in order. */
public final class Passes {
  /** A pass over one function. */
  record Pass(String name, Consumer<Function> run) {}

  /** Before and after a function's calls are inlined: EXPECTs stay, for its callers. */
  static final List<Pass> EARLY =
      List.of(
          new Pass("cleanup", Cleanup::run),
          new Pass("mem2reg", Mem2Reg::run),
          new Pass("simplify", Simplify::run),
          new Pass("constant-p", ConstantP::known),
          new Pass("expect", Expect::annotate),
          new Pass("cleanup", Cleanup::run));

  /** After inlining. */
  static final List<Pass> LATE =
      List.of(
          new Pass("constant-p", ConstantP::all),
          new Pass("expect", Expect::lower),
          new Pass("simplify", Simplify::run),
          new Pass("cleanup", Cleanup::run),
          new Pass("uncprop", Uncprop::run),
          new Pass("predictor", Predictor::run),
          new Pass("jump-thread", JumpThread::run),
          new Pass("gvn", Gvn::run),
          new Pass("simplify", Simplify::run),
          new Pass("cleanup", Cleanup::run),
          new Pass("uncprop", Uncprop::run),
          new Pass("jump-thread", JumpThread::run),
          new Pass("loop-rotate", LoopRotate::run),
          new Pass("gvn", Gvn::run),
          new Pass("simplify", Simplify::run),
          new Pass("cleanup", Cleanup::run),
          new Pass("if-convert", IfConvert::run),
          new Pass("gvn", Gvn::run),
          new Pass("phi-pre", PhiPre::run),
          new Pass("licm", Licm::run),
          new Pass("induction", Induction::run),
          new Pass("simplify", Simplify::run),
          new Pass("sink", Sink::run),
          new Pass("dead-code", DeadCode::run),
          new Pass("cleanup", Cleanup::run),
          new Pass("uncprop", Uncprop::run),
          new Pass("increments", Increments::run),
          new Pass("returns", Returns::run),
          new Pass("cleanup", Cleanup::run),
          new Pass("frequency", Frequency::run),
          new Pass("critical-edges", CriticalEdges::run),
          new Pass("returns", Returns::run),
          new Pass("uncprop-returns", Uncprop::returns),
          new Pass("frequency", Frequency::run),
          new Pass("layout", Layout::run));

  private Passes() {}

  /** Optimizes in place; {@code dump} is shown the module after each stage. */
  public static void optimize(Module module, Dump dump) {
    DeadSymbols.beforeInlining(module);
    Inlining.run(module, f -> EARLY.forEach(pass -> pass.run.accept(f)));
    DeadSymbols.run(module);
    dump.stage("inline", () -> IrPrinter.print(module));
    for (Pass pass : LATE) {
      module.functions.forEach(pass.run);
      dump.stage(pass.name, () -> IrPrinter.print(module));
    }
    assert isSound(module);
  }

  private static boolean isSound(Module module) {
    IrVerifier.verify(module);
    return true;
  }
}
