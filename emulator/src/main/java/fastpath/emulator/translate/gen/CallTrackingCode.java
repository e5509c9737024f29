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
 * Generates code that does the call tracker's work in a passage: it records the greatest stack
 * depth, for all code and for own code.
 */
final class CallTrackingCode {
  private final BytecodeWriter out;
  private final LocalVariables locals;

  CallTrackingCode(BytecodeWriter out, LocalVariables locals) {
    this.out = out;
    this.locals = locals;
  }

  /** Generates code that records the stack depth after an instruction that has changed RSP. */
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
   * Generates the guard of an inlined return. The passage goes on only if the return address is
   * that of the inlined call and the tracker would regard the return as the end of that call.
   *
   * @param target the return address
   * @param rspAfter value of RSP after the return
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
      // The tracker would record a greater depth at the next transfer of control, so leave the
      // passage.
      out.pushRuntime("entryRsp", "J");
      out.push(rspAfter);
      out.op(LSUB);
      out.pushRuntime("deepestOwn", "J");
      out.op(LCMP);
      out.jump(IFGT, fails);
    }
  }
}
