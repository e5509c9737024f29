package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFGT;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LSUB;

import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.State;
import fastpath.emulator.translate.passage.Edge;
import org.objectweb.asm.Label;

/**
 * Code that does the work of the call tracker in a passage: it notes how deep the stack has been,
 * in whose code.
 */
final class CallTrackingCode {
  private final BytecodeWriter out;
  private final LocalVariables locals;

  CallTrackingCode(BytecodeWriter out, LocalVariables locals) {
    this.out = out;
    this.locals = locals;
  }

  /** Notes the depth of the stack after an instruction that has changed rsp. */
  void follow(Flow flow, boolean own) {
    boolean call = flow == Flow.CALL || flow == Flow.INDIRECT_CALL;
    withRsp();
    out.callRuntime("deepen", "(J)V");
    if (own) {
      withRsp();
      if (call) {
        out.setRuntime("calleeSlot", "J");
      } else {
        out.callRuntime("deepenOwn", "(J)V");
      }
    }
  }

  private void withRsp() {
    out.pushRuntime();
    out.loadLong(locals.of(State.RSP));
  }

  /**
   * Guards an inlined return: the passage goes on only if the return address is the inlined call's
   * and the tracker would take the return for the end of that call.
   *
   * @param target the return address
   * @param rspAfter rsp after the return
   * @param fails the side exit for any other return
   */
  void guardReturn(JvmValue target, Edge edge, JvmValue rspAfter, Label fails) {
    out.push(target);
    out.constant(edge.address());
    out.op(LCMP);
    out.jump(IFNE, fails);
    out.loadLong(locals.of(State.RSP));
    out.pushRuntime("calleeSlot", "J");
    out.op(LCMP);
    boolean toOwn = edge.context().own();
    out.jump(toOwn ? IFNE : IFEQ, fails);
    if (toOwn) {
      // The tracker would note a greater depth at the next transfer of control, so exit.
      out.pushRuntime("entryRsp", "J");
      out.push(rspAfter);
      out.op(LSUB);
      out.pushRuntime("deepestOwn", "J");
      out.op(LCMP);
      out.jump(IFGT, fails);
    }
  }
}
