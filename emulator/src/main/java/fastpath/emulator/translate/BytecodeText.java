package fastpath.emulator.translate;

import fastpath.emulator.engine.Code;
import fastpath.emulator.translate.gen.PassageGenerator;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Formats the bytecode of a generated method as text. */
final class BytecodeText {
  private BytecodeText() {}

  /**
   * Returns the JVM instructions of the method run as text, by the line number that they are marked
   * with.
   */
  static Map<Integer, List<String>> byLine(
      byte[] type, IntFunction<String> locals, List<Code> codes) {
    Map<Integer, List<String>> lines = new HashMap<>();
    for (MethodModel m : ClassFile.of().parse(type).methods()) {
      if (m.methodName().equalsString("run")) {
        CodeModel code = m.code().orElseThrow();
        Map<Label, Integer> labelled = labelled(code);
        JvmText text = new JvmText(locals, l -> place(labelled.get(l), codes));
        int line = 0;
        for (CodeElement e : code) {
          if (e instanceof LineNumber n) {
            line = n.line();
          } else if (e instanceof Instruction i) {
            lines.computeIfAbsent(line, n -> new ArrayList<>()).add(text.of(i));
          }
        }
      }
    }
    return lines;
  }

  /**
   * Returns for each label the line number of the next marked instruction; a label with none has no
   * entry.
   */
  private static Map<Label, Integer> labelled(CodeModel code) {
    Map<Label, Integer> lines = new HashMap<>();
    List<Label> waiting = new ArrayList<>();
    for (CodeElement e : code) {
      if (e instanceof LabelTarget t) {
        waiting.add(t.label());
      } else if (e instanceof LineNumber n && n.line() != PassageGenerator.UNMARKED) {
        waiting.forEach(l -> lines.put(l, n.line()));
        waiting.clear();
      } else if (e instanceof BranchInstruction b && b.opcode() == Opcode.GOTO) {
        waiting.clear();
      }
    }
    return lines;
  }

  /**
   * Returns the guest address of a line's instruction; an empty string for a label without a line
   * number.
   */
  private static String place(Integer line, List<Code> codes) {
    return line == null ? "" : Long.toHexString(codes.get(line - 1).address());
  }
}
