package fastpath.lab.workshop;

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

  private Calls() {}

  /** The class of a function: that of the instruction which is least like a leaf's. */
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
          isInlineAsm(sources, image, insn.address()) ? LeafClass.ASM_CALL_ONLY : LeafClass.CALLS;
      case JUMP, BRANCH ->
          leaves(function, insn) && !returns(image, insn) ? LeafClass.TAIL_JUMP : LeafClass.LEAF;
      case NEXT, RET, INDIRECT_JUMP, STOP -> LeafClass.LEAF;
    };
  }

  private static boolean leaves(FunctionCode function, Decoded insn) {
    return insn.insn().operands().stream()
        .anyMatch(o -> o instanceof Operand.Rel rel && !function.contains(rel.target()));
  }

  /**
   * A jump to a return thunk is a return in the compiler's form. A jump to a static call that boot
   * has patched to a ret is not a return, because the compiler made room for a call.
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
   * True if the instruction comes from inline asm. Objects do not tell, but their debug information
   * names the source line, which shows the statement.
   */
  static boolean isInlineAsm(KernelSources sources, Image image, long address) {
    SourceLines lines = new SourceLines(sources);
    for (Frame frame : image.inlines().at(address)) {
      if (ASM.matcher(statement(lines.of(frame.file()), frame.line())).find()) {
        return true;
      }
    }
    return false;
  }

  /** The text of the statement that contains the line, from its first line to this one. */
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
