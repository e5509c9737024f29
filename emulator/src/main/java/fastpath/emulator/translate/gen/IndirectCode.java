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

/** Code for returns, indirect jumps and indirect calls. */
final class IndirectCode {
  private final BytecodeWriter out;
  private final ColdCode cold;

  IndirectCode(BytecodeWriter out, ColdCode cold) {
    this.out = out;
    this.cold = cold;
  }

  /** Jumps to the side exit unless bits 63 to 47 of a value are alike. */
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
   * Stores in CHOICE the index of the known target that equals the actual one, or their number if
   * none does; done before the call changes guest state.
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

  /** Jumps to the label of the target whose number was kept, if it is a known one. */
  void goChosen(List<Label> labels) {
    for (int i = 0; i < labels.size(); i++) {
      out.loadInt(LocalVariables.CHOICE);
      out.constant(i);
      out.jump(IF_ICMPEQ, labels.get(i));
    }
  }

  /** Jumps to the label of a target, if it is a known one. */
  void goTo(JvmValue target, List<Edge> edges, List<Label> labels) {
    for (int i = 0; i < edges.size(); i++) {
      out.push(target);
      out.constant(edges.get(i).address());
      out.op(LCMP);
      out.jump(IFEQ, labels.get(i));
    }
  }

  /** Leaves the passage for a target. */
  void exitTo(JvmValue target, BasicBlock from, LazyFlags lazy) {
    out.pushRuntime();
    out.push(target);
    out.setRuntime("target", "J");
    out.jump(GOTO, cold.exitToTarget(from, lazy));
  }
}
