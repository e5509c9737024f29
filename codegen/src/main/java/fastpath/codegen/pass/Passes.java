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

/**
 * The optimizer's passes, in order. Each entry states the reason for the pass's position in the
 * order. The order follows gcc's, because our code is compared with gcc -O2 on the same sources:
 * SSA form first, then inlining bottom-up, then simplification and loops, and last the passes that
 * prepare instruction selection. Effects that the reasons state were measured with {@code
 * YardstickTest} and {@code PassesTest}.
 */
public final class Passes {
  /**
   * A pass over one function.
   *
   * @param name the pass's name in {@code compile --dump}
   * @param why the reason for the pass's position in the order, as a sentence
   * @param run changes the function in place
   */
  record Pass(String name, String why, Consumer<Function> run) {}

  /**
   * Passes that run on each function twice: before its calls are inlined, so that its optimized
   * form is judged and copied, and after.
   */
  static final List<Pass> EARLY =
      List.of(
          new Pass(
              "cleanup",
              "Lowering leaves blocks that only branch; the passes below look at fewer blocks.",
              CfgSimplification::run),
          new Pass(
              "mem2reg",
              "Lowering puts every local variable in a stack slot; all later passes work on SSA"
                  + " values.",
              Mem2Reg::run),
          new Pass(
              "simplify",
              "Promoted variables expose constants, on which constant-p and cleanup depend.",
              Simplify::run),
          new Pass(
              "constant-p",
              "An argument that is constant now stays constant. An argument that is not constant"
                  + " may become so when this function is inlined, so that question stays open.",
              ConstantP::known),
          new Pass(
              "expect",
              "The way from an EXPECT to the branch that tests it is shortest before this body is"
                  + " copied. The EXPECT stays, because a caller may test the expected value.",
              Expect::annotate),
          new Pass(
              "cleanup",
              "Branches on answered constant-p questions leave dead blocks, which must not count"
                  + " towards the size of an inlining candidate.",
              CfgSimplification::run));

  /** Passes that run on each function after all calls have been inlined. */
  static final List<Pass> LATE =
      List.of(
          new Pass(
              "constant-p",
              "Inlining is over, so that an argument that is still not constant never will be.",
              ConstantP::all),
          new Pass(
              "expect",
              "No caller can use an EXPECT any more. Its value replaces it, so that the arithmetic"
                  + " passes need not look through it.",
              Expect::lower),
          new Pass(
              "simplify",
              "Arguments of inlined calls are constants in the callee's body only now.",
              Simplify::run),
          new Pass("cleanup", "Branches on these constants are decided.", CfgSimplification::run),
          new Pass(
              "uncprop",
              "A PHI of a constant and a value often chooses nothing. Its branch goes before the"
                  + " predictor gives it a weight.",
              Uncprop::run),
          new Pass(
              "predictor",
              "gcc's heuristics look at loops and branches as the source has them, so the weights"
                  + " are set before jump-thread and loop-rotate copy blocks.",
              BranchPrediction::run),
          new Pass(
              "jump-thread",
              "Inlined && and || test a truth value again that the path has decided. Threading"
                  + " before gvn gives each path its own dominating facts.",
              JumpThreading::run),
          new Pass(
              "gvn",
              "The paths are separate, so that equal computations and loads dominate one another.",
              Gvn::run),
          new Pass("simplify", "Replaced loads expose constants and sums.", Simplify::run),
          new Pass("cleanup", "Branches that gvn has decided go away.", CfgSimplification::run),
          new Pass("uncprop", "Merged blocks have new PHIs of constants.", Uncprop::run),
          new Pass(
              "jump-thread",
              "gvn has made conditions equal to others that a predecessor has tested.",
              JumpThreading::run),
          new Pass(
              "loop-rotate",
              "The loop's test is as small as it becomes, and a small test is cheap to copy. Later"
                  + " passes then find one block that ends each loop.",
              LoopRotation::run),
          new Pass(
              "gvn",
              "The copy of the loop's test in front of the loop repeats what stands there.",
              Gvn::run),
          new Pass("simplify", "As after the first gvn.", Simplify::run),
          new Pass(
              "cleanup",
              "A loop whose first test is decided has no guard.",
              CfgSimplification::run),
          new Pass(
              "if-convert",
              "Arms are as short as they become, and no later pass needs their branch.",
              IfConversion::run),
          new Pass(
              "gvn",
              "Arms that were separate paths are now one block, in which values repeat.",
              Gvn::run),
          new Pass(
              "phi-pre",
              "Equal operands are one value after gvn, so that an operation on a PHI needs no"
                  + " instruction in most predecessors. licm may then move what is left.",
              PhiPre::run),
          new Pass(
              "licm",
              "Rotated loops run at least once, so that code before the loop is not wasted.",
              Licm::run),
          new Pass(
              "induction",
              "Strides and bounds that licm has moved out are values from outside of the loop.",
              InductionVariables::run),
          new Pass(
              "simplify",
              "Addresses of widened counters become base, index and displacement.",
              Simplify::run),
          new Pass(
              "sink",
              "Simplification is over. It would move computations back to where they are shared.",
              CodeSinking::run),
          new Pass("dead-code", "Old counters and sums have no user any more.", DeadCode::run),
          new Pass("cleanup", "Blocks that have become empty go away.", CfgSimplification::run),
          new Pass(
              "uncprop",
              "A constant costs a register and an instruction on its edge, unless a value that is"
                  + " there already equals it. Arithmetic passes prefer the constant, so they come"
                  + " first.",
              Uncprop::run),
          new Pass(
              "increments",
              "The last pass that moves arithmetic, because simplify would undo it.",
              IncrementSinking::run),
          new Pass(
              "returns",
              "A block that only returns is smaller than a jump to it. Calls before a return are"
                  + " marked as tail calls.",
              ReturnDuplication::run),
          new Pass(
              "cleanup", "A block with one predecessor left joins it.", CfgSimplification::run),
          new Pass(
              "frequency",
              "Branches that passes have made get their weights from the heuristics, which would not"
                  + " recognise a return or a loop's exit behind a split edge.",
              BlockFrequency::run),
          new Pass(
              "critical-edges",
              "Selection places PHI copies on edges. No pass that removes empty blocks follows.",
              CriticalEdgeSplitting::run),
          new Pass(
              "returns",
              "A split edge to a returning block is itself a place for a return.",
              ReturnDuplication::run),
          new Pass(
              "uncprop-returns",
              "Only now does each returned constant stand in a block of its own.",
              Uncprop::returns),
          new Pass("frequency", "The new blocks have no frequency yet.", BlockFrequency::run),
          new Pass(
              "layout",
              "Selection keeps the order of blocks, so that nothing may change it afterwards.",
              BlockPlacement::run));

  private Passes() {}

  /**
   * Optimizes a module in place. Where assertions are enabled, as in tests, the form of each
   * function is verified after every pass.
   *
   * @param dump receives the module after each stage
   * @param governor checks the time limit after each pass over a function
   */
  public static void optimize(Module module, Dump dump, Governor governor) {
    DeadSymbols.beforeInlining(module);
    Inlining.run(
        module,
        function -> {
          EARLY.forEach(pass -> apply(pass, function));
          governor.time(function.loc);
        });
    assert isSound(module);
    DeadSymbols.run(module);
    dump.stage("inline", () -> IrPrinter.print(module));
    ObjectSize.run(module);
    dump.stage("object-size", () -> IrPrinter.print(module));
    for (Pass pass : LATE) {
      for (Function function : module.functions) {
        apply(pass, function);
        governor.time(function.loc);
      }
      dump.stage(pass.name, () -> IrPrinter.print(module));
    }
  }

  /** Runs one pass; with assertions enabled, verifies the result. */
  static void apply(Pass pass, Function function) {
    pass.run.accept(function);
    assert isSound(pass, function);
  }

  private static boolean isSound(Pass pass, Function function) {
    List<String> errors = IrVerifier.errors(function);
    if (!errors.isEmpty()) {
      throw new IllegalStateException(
          "pass %s leaves %s unsound: %s\n%s"
              .formatted(
                  pass.name, function.name, String.join("; ", errors), IrPrinter.print(function)));
    }
    return true;
  }

  private static boolean isSound(Module module) {
    IrVerifier.verify(module);
    return true;
  }
}
