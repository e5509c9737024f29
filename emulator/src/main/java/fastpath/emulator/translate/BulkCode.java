package fastpath.emulator.translate;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.LADD;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LMUL;
import static org.objectweb.asm.Opcodes.LSUB;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Repetition;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Region;
import org.objectweb.asm.Label;

/**
 * Code for rep movs and rep stos: where all of it lies within the regions that the site expects, a
 * move of their bytes; else what finds the regions and may do a part.
 */
final class BulkCode {
  private final Writer out;
  private final Locals locals;
  private final Stubs stubs;
  private final Accesses accesses;
  private final Counting counting;

  BulkCode(Writer out, Locals locals, Stubs stubs, Accesses accesses, Counting counting) {
    this.out = out;
    this.locals = locals;
    this.stubs = stubs;
    this.accesses = accesses;
    this.counting = counting;
  }

  /**
   * Writes it.
   *
   * @param fails where the interpreter does what a bulk move leaves
   */
  void write(Block block, int index, Code code, Label fails) {
    int iterations = counting.iterations(block, index);
    Region from = Accesses.plain(code.read(), Memory.READ);
    Region to = Accesses.plain(code.written(), Memory.WRITE);
    boolean copy = code.repetition() == Repetition.COPY;
    if (to == null || copy && from == null) {
      part(code, iterations, fails);
      return;
    }
    Label elsewhere = new Label();
    Label done = new Label();
    whole(code, from, to, iterations, elsewhere);
    out.label(done);
    stubs.later(
        () -> {
          out.label(elsewhere);
          part(code, iterations, fails);
          out.jump(GOTO, done);
        });
  }

  private void whole(Code code, Region from, Region to, int iterations, Label elsewhere) {
    int bytes = Repetition.bytes(code.insn());
    boolean copy = code.repetition() == Repetition.COPY;
    if (copy) {
      accesses.pushPlace(of(State.RSI), from);
    }
    accesses.pushPlace(of(State.RDI), to);
    if (!copy) {
      out.push(of(State.RAX));
    }
    out.push(of(State.RCX));
    out.constant(bytes);
    out.loadLong(Locals.FLAGS);
    if (copy) {
      out.call(Link.class, "copied", "([BJ[BJJIJ)Z");
    } else {
      out.call(Link.class, "filled", "([BJJJIJ)Z");
    }
    out.jump(IFEQ, elsewhere);
    count(iterations, of(State.RCX));
    out.push(of(State.RCX));
    out.constant((long) bytes);
    out.op(LMUL);
    move(copy);
    out.constant(0L);
    out.storeLong(locals.of(State.RCX));
  }

  private void part(Code code, int iterations, Label fails) {
    int bytes = Repetition.bytes(code.insn());
    boolean copy = code.repetition() == Repetition.COPY;
    out.pushLink();
    out.push(of(State.RDI));
    out.push(of(copy ? State.RSI : State.RAX));
    out.push(of(State.RCX));
    out.constant(bytes);
    out.loadLong(Locals.FLAGS);
    out.callLink(copy ? "copy" : "fill", "(JJJIJ)J");
    Operand done = new Operand.Local(locals.temp(0));
    out.storeLong(locals.temp(0));
    count(iterations, done);
    out.push(done);
    out.constant(bytes);
    out.loadLong(Locals.FLAGS);
    out.call(Link.class, "moved", "(JIJ)J");
    move(copy);
    out.push(of(State.RCX));
    out.push(done);
    out.op(LSUB);
    out.storeLong(locals.of(State.RCX));
    out.push(of(State.RCX));
    out.constant(0L);
    out.op(LCMP);
    out.jump(IFNE, fails);
  }

  private Operand of(State s) {
    return new Operand.Local(locals.of(s));
  }

  private void count(int iterations, Operand times) {
    out.pushConstant(Generator.COUNTS, "[J");
    out.constant(iterations);
    out.push(times);
    out.call(Link.class, "add", "([JIJ)V");
  }

  /** Moves rdi, and rsi of a copy, by what is on the stack. */
  private void move(boolean copy) {
    Operand by = new Operand.Local(locals.temp(1));
    out.storeLong(locals.temp(1));
    move(State.RDI, by);
    if (copy) {
      move(State.RSI, by);
    }
  }

  private void move(State s, Operand by) {
    out.push(of(s));
    out.push(by);
    out.op(LADD);
    out.storeLong(locals.of(s));
  }
}
