package fastpath.emulator.translate;

import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.util.Locale;

/** JVM instructions as text. */
final class JvmText {
  private JvmText() {}

  static String of(Instruction i) {
    String name = i.opcode().name().toLowerCase(Locale.ROOT);
    return switch (i) {
      case LoadInstruction l -> name.replaceAll("_.*", "") + " " + l.slot();
      case StoreInstruction s -> name.replaceAll("_.*", "") + " " + s.slot();
      case IncrementInstruction n -> "iinc " + n.slot() + " " + n.constant();
      case ConstantInstruction c -> "push " + c.constantValue();
      case FieldInstruction f -> name + " " + f.name().stringValue();
      case InvokeInstruction v -> "call " + v.name().stringValue();
      case BranchInstruction b -> name;
      default -> name;
    };
  }
}
