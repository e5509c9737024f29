package fastpath.emulator.translate;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.LADD;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LMUL;
import static org.objectweb.asm.Opcodes.LSUB;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Repetition;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Memory;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/** Code for rep movs and rep stos. */
final class BulkCode {
  private static final String LINK = Type.getInternalName(Link.class);

  private final Writer out;
  private final Locals locals;
  private final Functions functions;
  private final Accesses accesses;
  private final Counting counting;

  BulkCode(Writer out, Locals locals, Functions functions, Accesses accesses, Counting counting) {
    this.out = out;
    this.locals = locals;
    this.functions = functions;
    this.accesses = accesses;
    this.counting = counting;
  }

  /**
   * Writes it.
   *
   * @param fails where the interpreter does what a bulk move leaves
   */
  void write(Block block, int index, Code code, Label fails) {
    int bytes = Repetition.bytes(code.insn());
    boolean copy = code.repetition() == Repetition.COPY;
    Operand to = new Operand.Local(locals.of(State.RDI));
    Operand count = new Operand.Local(locals.of(State.RCX));
    out.local(ALOAD, Locals.LINK);
    if (copy) {
      Operand from = new Operand.Local(locals.of(State.RSI));
      accesses.pushPlace(from, code.read(), Memory.READ);
      accesses.pushPlace(to, code.written(), Memory.WRITE);
      out.push(to);
      out.push(from);
    } else {
      accesses.pushPlace(to, code.written(), Memory.WRITE);
      out.push(to);
      out.loadLong(locals.of(State.RAX));
    }
    out.push(count);
    out.constant(bytes);
    out.loadLong(Locals.FLAGS);
    out.method(
        INVOKEVIRTUAL, LINK, copy ? "copy" : "fill", copy ? "([BJ[BJJJJIJ)J" : "([BJJJJIJ)J");
    Operand done = new Operand.Local(locals.temp(0));
    out.storeLong(locals.temp(0));
    out.local(ALOAD, Locals.COUNTS);
    out.constant(counting.iterations(block, index));
    out.push(done);
    out.call(Link.class, "add", "([JIJ)V");
    out.push(done);
    functions.push(Fn.of(Fn.STEP8, 8, 8 * bytes), new Operand.Local(Locals.FLAGS), null, null);
    out.op(LMUL);
    Operand moved = new Operand.Local(locals.temp(1));
    out.storeLong(locals.temp(1));
    move(State.RDI, LADD, moved);
    if (copy) {
      move(State.RSI, LADD, moved);
    }
    move(State.RCX, LSUB, done);
    out.push(count);
    out.constant(0L);
    out.op(LCMP);
    out.jump(IFNE, fails);
  }

  private void move(State s, int opcode, Operand by) {
    out.loadLong(locals.of(s));
    out.push(by);
    out.op(opcode);
    out.storeLong(locals.of(s));
  }
}
