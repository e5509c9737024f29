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
 * Code that keeps what the call tracker keeps: whose code runs, and how deep the stack has been.
 */
final class CallTrackingCode {
  private final BytecodeWriter out;
  private final LocalVariables locals;

  CallTrackingCode(BytecodeWriter out, LocalVariables locals) {
    this.out = out;
    this.locals = locals;
  }

  /** After an instruction that has moved rsp. */
  void follow(Flow flow, boolean own) {
    boolean call = flow == Flow.CALL || flow == Flow.INDIRECT_CALL;
    withRsp();
    out.callLink("deepen", "(J)V");
    if (own) {
      withRsp();
      if (call) {
        out.setLink("calleeSlot", "J");
      } else {
        out.callLink("deepenOwn", "(J)V");
      }
    }
  }

  private void withRsp() {
    out.pushLink();
    out.loadLong(locals.of(State.RSP));
  }

  /**
   * Before a return: it is followed if it goes where the call came from and the tracker would see
   * it so.
   *
   * @param target where it goes
   * @param rspAfter rsp when it has returned
   * @param fails where to go if it is not followed
   */
  void guardReturn(JvmValue target, Edge edge, JvmValue rspAfter, Label fails) {
    out.push(target);
    out.constant(edge.address);
    out.op(LCMP);
    out.jump(IFNE, fails);
    out.loadLong(locals.of(State.RSP));
    out.pushLink("calleeSlot", "J");
    out.op(LCMP);
    boolean toOwn = edge.context.own();
    out.jump(toOwn ? IFNE : IFEQ, fails);
    if (toOwn) {
      // The tracker notes the depth at the next transfer of control: there must be none to note.
      out.pushLink("entryRsp", "J");
      out.push(rspAfter);
      out.op(LSUB);
      out.pushLink("deepestOwn", "J");
      out.op(LCMP);
      out.jump(IFGT, fails);
    }
  }
}
