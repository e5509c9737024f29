package fastpath.emulator.translate;

import fastpath.emulator.engine.Accelerator;
import fastpath.emulator.engine.CallTracker;
import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Engine;
import fastpath.emulator.engine.EngineState;
import fastpath.emulator.engine.Executed;
import fastpath.emulator.engine.Interpreter;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Stop;
import fastpath.emulator.machine.Tracer;
import fastpath.emulator.machine.TrapHandler;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.SideExit;
import fastpath.emulator.translate.run.Passage;
import fastpath.emulator.translate.run.PassageRuntime;
import fastpath.emulator.translate.run.Verifier;
import java.util.List;

/**
 * The engine that translates guest code to JVM bytecode. The translator starts in the interpreter
 * and runs hot code as passages; at every side exit, state and counts equal those of the
 * interpreter.
 */
public final class Translator implements Engine, Accelerator {
  private static final int RSP = State.RSP.index();
  private static final int RIP = State.RIP.index();

  /**
   * The cost of all compilations since the engine was created.
   *
   * @param passages number of passages made
   * @param instructions number of instructions in all passages together
   * @param guestBytes bytes of guest code of those instructions
   * @param bytecode bytes of bytecode of the generated methods
   * @param nanoseconds time spent until the generated classes were loaded
   * @param maxOfOne greatest number of passages made for one instruction
   */
  public record Effort(
      long passages,
      long instructions,
      long guestBytes,
      long bytecode,
      long nanoseconds,
      int maxOfOne) {
    static final Effort NONE = new Effort(0, 0, 0, 0, 0, 0);

    Effort and(Passage p, long time, int ofOne) {
      long count = 0;
      long bytes = 0;
      for (BasicBlock b : p.blocks()) {
        for (Code c : b.codes()) {
          count++;
          bytes += c.next() - c.address();
        }
      }
      return new Effort(
          passages + 1,
          instructions + count,
          guestBytes + bytes,
          bytecode + p.bytecodeBytes(),
          nanoseconds + time,
          Math.max(maxOfOne, ofOne));
    }
  }

  private final Cpu cpu;
  private final Memory memory;
  private final Interpreter interpreter;
  private final PassageRuntime runtime;
  private final Tuning tuning;

  /** The verifier that checks every run of a passage; null if runs are not checked. */
  private final Verifier verifier;

  private final PassageManager manager;

  /**
   * The called function; the same object for the same function, so that a comparison of references
   * suffices.
   */
  private Activation called;

  private long translated;

  /**
   * @param tracer called for every retired instruction, in which case all instructions are
   *     interpreted; null for no tracer
   */
  public Translator(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer, Tuning tuning) {
    this.cpu = cpu;
    this.memory = memory;
    this.tuning = tuning;
    interpreter = new Interpreter(cpu, memory, traps, tracer);
    runtime = new PassageRuntime(memory);
    manager = new PassageManager(interpreter, memory, runtime, tuning);
    verifier = tuning.verify() ? new Verifier(cpu.profile(), memory) : null;
    if (tracer == null) {
      interpreter.accelerate(this);
    }
  }

  @Override
  public String name() {
    return "translator";
  }

  public Effort effort() {
    return manager.effort();
  }

  /** Returns the passages that are in use. */
  List<Passage> passages() {
    return List.copyOf(manager.passages());
  }

  @Override
  public boolean arrive(Code at) {
    CallTracker call = interpreter.call();
    boolean ran = false;
    Passage p = manager.findOrOrder(at, call);
    int entry = 0;
    while (p != null && interpreter.left() >= p.longest(entry) && follows(call, p)) {
      SideExit exit = run(p, entry, call);
      ran = true;
      if (exit.loopHeader() != null && !p.isStraying()) {
        entry = p.entry(exit.loopHeader());
        continue;
      }
      Code next = interpreter.known(cpu.state()[RIP]);
      if (next == null) {
        break;
      }
      if (exit.interprets()) {
        next.resumes();
        break;
      }
      entry = 0;
      p = manager.findOrOrder(next, call);
    }
    return ran;
  }

  /**
   * True if the current stack depth has been recorded. A passage records depths only where it
   * changes RSP, so a passage must not be entered with an unrecorded depth.
   */
  private boolean follows(CallTracker call, Passage p) {
    long depth = call.depth(cpu.state()[RSP]);
    return depth <= call.stackBytes() && (!p.own() || depth <= call.ownStackBytes());
  }

  private SideExit run(Passage p, int entry, CallTracker call) {
    long[] state = cpu.state();
    int quantum = (int) Math.min(interpreter.left(), p.quantum(entry, tuning.quantum()));
    runtime.enter(state, entry, quantum, call);
    if (verifier != null) {
      p.flush();
      verifier.before(state, call);
    }
    SideExit exit = p.run();
    long done = quantum - runtime.budget() - exit.unretired();
    interpreter.retired(done);
    translated += done;
    p.ran(entry, exit, done, runtime.strays());
    runtime.leave(call, exit.own());
    long rip = exit.rip();
    if (exit.isDynamic()) {
      rip = runtime.target();
      call.follow(exit.reason().block().last(), state[RSP], rip);
    }
    state[RIP] = rip;
    if (verifier != null) {
      verifier.after(p, exit, state, call, done);
    }
    return exit;
  }

  @Override
  public void begin(long returnAddress, Activation activation) {
    if (!activation.equals(called)) {
      called = activation;
    }
    interpreter.begin(returnAddress, called);
    manager.passages().forEach(Passage::reset);
    translated = 0;
    if (verifier != null) {
      verifier.begin(returnAddress);
    }
  }

  @Override
  public EngineState save() {
    return interpreter.save();
  }

  @Override
  public void restore(EngineState state) {
    interpreter.restore(state);
    called = interpreter.call().activation();
    manager.passages().forEach(Passage::reset);
    translated = 0;
    if (verifier != null) {
      verifier.begin(interpreter.returnAddress());
    }
  }

  @Override
  public Stop run(long budget) {
    return interpreter.run(budget);
  }

  @Override
  public List<Executed> executed() {
    manager.passages().forEach(Passage::flush);
    return interpreter.executed();
  }

  @Override
  public void interrupted(long frame) {
    interpreter.interrupted(frame);
  }

  @Override
  public void resumed(long frame) {
    interpreter.resumed(frame);
  }

  @Override
  public long instructions() {
    return interpreter.instructions();
  }

  @Override
  public long translated() {
    return translated;
  }

  @Override
  public long ownStackBytes() {
    return interpreter.ownStackBytes();
  }

  @Override
  public long stackBytes() {
    return interpreter.stackBytes();
  }
}
