package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPEQ;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LSHL;
import static org.objectweb.asm.Opcodes.LSHR;

import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.Edge;
import java.util.List;
import org.objectweb.asm.Label;

/** Generates code for returns, indirect jumps and indirect calls. */
final class IndirectCode {
  private final BytecodeWriter out;
  private final ColdCode cold;

  IndirectCode(BytecodeWriter out, ColdCode cold) {
    this.out = out;
    this.cold = cold;
  }

  /**
   * Generates a jump to the side exit that is taken unless bits 63 to 47 of a value are all equal.
   */
  void checkCanonical(JvmValue value, Label fails) {
    out.push(value);
    out.constant(16);
    out.op(LSHL);
    out.constant(16);
    out.op(LSHR);
    out.push(value);
    out.op(LCMP);
    out.jump(IFNE, fails);
  }

  /**
   * Generates code that stores in CHOICE the index of the known target that equals the actual
   * target, or the number of known targets if none does. The code runs before the call changes
   * guest state.
   */
  void choose(JvmValue target, List<Edge> edges) {
    Label known = new Label();
    for (int i = 0; i < edges.size(); i++) {
      out.constant(i);
      out.storeInt(LocalVariables.CHOICE);
      out.push(target);
      out.constant(edges.get(i).address());
      out.op(LCMP);
      out.jump(IFEQ, known);
    }
    out.constant(edges.size());
    out.storeInt(LocalVariables.CHOICE);
    out.label(known);
  }

  /**
   * Generates the jump to the label of the known target whose index is in CHOICE; falls through if
   * there is none.
   */
  void goChosen(List<Label> labels) {
    for (int i = 0; i < labels.size(); i++) {
      out.loadInt(LocalVariables.CHOICE);
      out.constant(i);
      out.jump(IF_ICMPEQ, labels.get(i));
    }
  }

  /**
   * Generates the jump to the label of the known target that equals a value; falls through if there
   * is none.
   */
  void goTo(JvmValue target, List<Edge> edges, List<Label> labels) {
    for (int i = 0; i < edges.size(); i++) {
      out.push(target);
      out.constant(edges.get(i).address());
      out.op(LCMP);
      out.jump(IFEQ, labels.get(i));
    }
  }

  /** Generates the side exit to a target address. */
  void exitTo(JvmValue target, BasicBlock from, LazyFlags lazy) {
    out.pushRuntime();
    out.push(target);
    out.setRuntime("target", "J");
    out.jump(GOTO, cold.exitToTarget(from, lazy));
  }
}
