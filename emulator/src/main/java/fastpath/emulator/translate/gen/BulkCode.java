package fastpath.emulator.translate.gen;

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
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.translate.analysis.CounterPlacement;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.run.PassageRuntime;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/**
 * Generates code for rep movs and rep stos. If all bytes lie in the expected mapping, they are
 * moved at once; otherwise the runtime finds the memory and moves as many elements as possible.
 */
final class BulkCode {
  private static final String MAPPING = Type.getDescriptor(Mapping.class);

  private final BytecodeWriter out;
  private final LocalVariables locals;
  private final ColdCode cold;
  private final AccessCode accesses;
  private final CounterPlacement counting;

  BulkCode(
      BytecodeWriter out,
      LocalVariables locals,
      ColdCode cold,
      AccessCode accesses,
      CounterPlacement counting) {
    this.out = out;
    this.locals = locals;
    this.cold = cold;
    this.accesses = accesses;
    this.counting = counting;
  }

  /**
   * Generates one instruction.
   *
   * @param fails the side exit taken when iterations remain
   */
  void write(BasicBlock block, int index, Code code, Label fails) {
    int iterations = counting.iterations(block, index);
    Mapping from = AccessCode.plain(code.read(), Memory.READ);
    Mapping to = AccessCode.plain(code.written(), Memory.WRITE);
    boolean copy = code.repetition() == Repetition.COPY;
    if (to == null || copy && from == null) {
      part(code, iterations, fails);
      return;
    }
    Label elsewhere = new Label();
    Label done = new Label();
    whole(code, from, to, iterations, elsewhere);
    out.label(done);
    cold.later(() -> {
      out.label(elsewhere);
      part(code, iterations, fails);
      out.jump(GOTO, done);
    });
  }

  private void whole(Code code, Mapping from, Mapping to, int iterations, Label elsewhere) {
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
    out.loadLong(LocalVariables.FLAGS);
    if (copy) {
      out.call(PassageRuntime.class, "copied", "(" + MAPPING + "J" + MAPPING + "JJIJ)Z");
    } else {
      out.call(PassageRuntime.class, "filled", "(" + MAPPING + "JJJIJ)Z");
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
    out.pushRuntime();
    out.push(of(State.RDI));
    out.push(of(copy ? State.RSI : State.RAX));
    out.push(of(State.RCX));
    out.constant(bytes);
    out.loadLong(LocalVariables.FLAGS);
    out.callRuntime(copy ? "copy" : "fill", "(JJJIJ)J");
    JvmValue done = new JvmValue.Local(locals.temp(0));
    out.storeLong(locals.temp(0));
    count(iterations, done);
    out.push(done);
    out.constant(bytes);
    out.loadLong(LocalVariables.FLAGS);
    out.call(PassageRuntime.class, "moved", "(JIJ)J");
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

  private JvmValue of(State s) {
    return new JvmValue.Local(locals.of(s));
  }

  private void count(int iterations, JvmValue times) {
    out.pushConstant(PassageGenerator.COUNTERS, "[J");
    out.constant(iterations);
    out.push(times);
    out.call(PassageRuntime.class, "add", "([JIJ)V");
  }

  /** Adds the number on the stack to RDI, and for a copy also to RSI. */
  private void move(boolean copy) {
    JvmValue by = new JvmValue.Local(locals.temp(1));
    out.storeLong(locals.temp(1));
    move(State.RDI, by);
    if (copy) {
      move(State.RSI, by);
    }
  }

  private void move(State s, JvmValue by) {
    out.push(of(s));
    out.push(by);
    out.op(LADD);
    out.storeLong(locals.of(s));
  }
}
