package fastpath.lab.workshop;

import fastpath.emulator.dataflow.CodeFlow;
import fastpath.emulator.debug.Frame;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Operand;
import fastpath.kernelsrc.KernelSources;
import java.util.List;
import java.util.regex.Pattern;

/** Classifies a function by the calls and jumps in its code. */
public final class Calls {
  private static final Pattern ASM = Pattern.compile("\\b(asm|__asm|__asm__)\\b");
  private static final Pattern STATEMENT_ENDS = Pattern.compile("[;{}]\\s*(/\\*.*\\*/\\s*)?\\\\?$");

  /**
   * Prefix of the names of the thunks that {@code blame} puts in place of calls. A thunk is called
   * in inline asm, but the text of its source line is that of the replaced call.
   */
  public static final String THUNK = "__fastpath_thunk_";

  private Calls() {}

  /**
   * Returns the class of a function: the class of the instruction that is least compatible with a
   * leaf function.
   */
  public static LeafClass classify(KernelSources sources, Image image, FunctionCode function) {
    LeafClass worst = LeafClass.LEAF;
    for (Decoded insn : function.insns()) {
      LeafClass found = of(sources, image, function, insn);
      worst = found.compareTo(worst) > 0 ? found : worst;
    }
    return worst;
  }

  private static LeafClass of(
      KernelSources sources, Image image, FunctionCode function, Decoded insn) {
    return switch (Lifter.lift(insn).flow()) {
      case CALL, INDIRECT_CALL ->
          isThunk(image, insn) || isInlineAsm(sources, image, insn.address())
              ? LeafClass.ASM_CALL_ONLY
              : LeafClass.CALLS;
      case JUMP, BRANCH ->
          leaves(function, insn) && !returns(image, insn) ? LeafClass.TAIL_JUMP : LeafClass.LEAF;
      case NEXT, RET, INDIRECT_JUMP, STOP -> LeafClass.LEAF;
    };
  }

  /** True for a call of a thunk with the prefix {@link #THUNK}. */
  private static boolean isThunk(Image image, Decoded insn) {
    return CodeFlow.target(Lifter.lift(insn))
        .flatMap(image::symbolAt)
        .filter(symbol -> symbol.name().startsWith(THUNK))
        .isPresent();
  }

  private static boolean leaves(FunctionCode function, Decoded insn) {
    return insn.insn().operands().stream()
        .anyMatch(o -> o instanceof Operand.Rel rel && !function.contains(rel.target()));
  }

  /**
   * True for a jump to a return thunk, which is the compiler's form of a return. A jump to a static
   * call that boot has patched to a ret is not a return, because the compiler generated a call.
   */
  private static boolean returns(Image image, Decoded insn) {
    return insn.insn().operands().stream()
        .anyMatch(o -> o instanceof Operand.Rel rel && isReturnThunk(image, rel.target()));
  }

  private static boolean isReturnThunk(Image image, long address) {
    return image.symbolAt(address).filter(s -> s.name().endsWith("_return_thunk")).isPresent()
        && image.decode(address).filter(there -> Lifter.lift(there).flow() == Flow.RET).isPresent();
  }

  /**
   * True if the instruction comes from inline asm. Object files do not mark such instructions. The
   * source line in debug information leads to the statement in the source text.
   */
  private static boolean isInlineAsm(KernelSources sources, Image image, long address) {
    SourceLines lines = new SourceLines(sources);
    for (Frame frame : image.inlines().at(address)) {
      if (ASM.matcher(statement(lines.of(frame.file()), frame.line())).find()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the text of the statement that contains a line, from the statement's first line to the
   * given line.
   */
  private static String statement(List<String> lines, int number) {
    if (number < 1 || number > lines.size()) {
      return "";
    }
    String text = lines.get(number - 1);
    for (int i = number - 2; i >= 0 && !STATEMENT_ENDS.matcher(lines.get(i)).find(); i--) {
      if (lines.get(i).isBlank()) {
        break;
      }
      text = lines.get(i) + "\n" + text;
    }
    return text;
  }
}
