package fastpath.emulator.translate;

import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Formats JVM instructions as text.
 *
 * @param locals names of local variables
 * @param places names of labels
 */
record JvmText(IntFunction<String> locals, Function<Label, String> places) {
  String of(Instruction i) {
    String name = i.opcode().name().toLowerCase(Locale.ROOT);
    return switch (i) {
      case LoadInstruction l -> name.replaceAll("_.*", "") + " " + locals.apply(l.slot());
      case StoreInstruction s -> name.replaceAll("_.*", "") + " " + locals.apply(s.slot());
      case IncrementInstruction n -> "iinc " + locals.apply(n.slot()) + " " + n.constant();
      case ConstantInstruction c -> "push " + c.constantValue();
      case FieldInstruction f -> name + " " + f.name().stringValue();
      case InvokeInstruction v -> "call " + v.name().stringValue();
      case BranchInstruction b -> (name + " " + places.apply(b.target())).strip();
      default -> name;
    };
  }
}
