package fastpath.emulator.translate;

import fastpath.emulator.engine.Accelerator;
import fastpath.emulator.engine.CallTracker;
import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Engine;
import fastpath.emulator.engine.Executed;
import fastpath.emulator.engine.Interpreter;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Stop;
import fastpath.emulator.machine.Tracer;
import fastpath.emulator.machine.TrapHandler;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts in the interpreter, and runs what repeats as JVM bytecode; state and counts are the
 * interpreter's at every point where it can be stopped.
 */
public final class Translator implements Engine, Accelerator {
  private static final int RSP = State.RSP.ordinal();
  private static final int RIP = State.RIP.ordinal();

  /** What is kept with an instruction that control leaps to. */
  private static final class Head {
    int heat;
    int translations;
    final List<Passage> passages = new ArrayList<>();
  }

  private final Cpu cpu;
  private final Memory memory;
  private final Interpreter interpreter;
  private final Factory factory;
  private final Link link;
  private final Tuning tuning;

  /** Null if nobody repeats what translated code does. */
  private final Verifier verifier;

  private final List<Passage> passages = new ArrayList<>();
  private long translated;

  /**
   * @param tracer told of every retired instruction, which are all interpreted then; may be null
   */
  public Translator(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer, Tuning tuning) {
    this.cpu = cpu;
    this.memory = memory;
    this.tuning = tuning;
    interpreter = new Interpreter(cpu, memory, traps, tracer);
    factory = new Factory(interpreter, memory, tuning);
    link = new Link(memory);
    verifier = tuning.verify() ? new Verifier(memory) : null;
    if (tracer == null) {
      interpreter.accelerate(this);
    }
  }

  @Override
  public String name() {
    return "translator";
  }

  /** The passages there are. */
  List<Passage> passages() {
    return List.copyOf(passages);
  }

  @Override
  public boolean arrive(Code at) {
    CallTracker call = interpreter.call();
    boolean ran = false;
    Passage p = passage(at, call);
    while (p != null && interpreter.left() >= p.longest() && follows(call, p)) {
      Exit exit = run(p, call);
      ran = true;
      Code next = interpreter.known(cpu.state()[RIP]);
      if (next == null) {
        break;
      }
      if (exit.hands) {
        next.resumes();
        break;
      }
      p = passage(next, call);
    }
    return ran;
  }

  /** Whether the depth of the stack has been noted as far as code in the passage will note it. */
  private boolean follows(CallTracker call, Passage p) {
    long depth = call.depth(cpu.state()[RSP]);
    return depth <= call.stackBytes() && (!p.own() || depth <= call.ownStackBytes());
  }

  private Exit run(Passage p, CallTracker call) {
    int slice = (int) Math.min(interpreter.left(), p.slice(tuning.slice()));
    link.budget = slice;
    link.entryRsp = call.entryRsp();
    link.limit = call.limit();
    link.deepest = call.stackBytes();
    link.deepestOwn = call.ownStackBytes();
    link.calleeSlot = call.calleeSlot();
    link.failed = false;
    if (verifier != null) {
      p.flush();
      verifier.before(cpu.state(), call);
    }
    Exit exit = p.exits.get(p.code.run(cpu.state(), p.counts, link));
    exit.count++;
    long done = slice - link.budget - (exit.block.size() - exit.retired);
    interpreter.retired(done);
    translated += done;
    call.resume(exit.own, link.calleeSlot, link.deepest, link.deepestOwn);
    cpu.state()[RIP] = exit.departs ? link.target : exit.rip;
    if (exit.departs) {
      call.follow(exit.block.last(), cpu.state()[RSP], link.target);
    }
    if (verifier != null) {
      verifier.after(p, cpu.state(), call, done);
    }
    return exit;
  }

  /** The passage that begins there, made if the place is hot; null if there is none. */
  private Passage passage(Code at, CallTracker call) {
    if (!(at.attachment() instanceof Head head)) {
      Head first = new Head();
      first.heat = 1;
      at.attach(first);
      return null;
    }
    for (Passage p : head.passages) {
      if (p.suits(call.own(), call.activation())) {
        if (p.isValid(memory)) {
          return p;
        }
        head.passages.remove(p);
        p.flush();
        passages.remove(p);
        break;
      }
    }
    if (++head.heat < tuning.hot() || head.translations >= tuning.mostTranslations()) {
      if (head.heat == tuning.hot() / 2) {
        interpreter.watch(tuning.watched());
      }
      return null;
    }
    head.heat = tuning.hot() / 2;
    head.translations++;
    Passage made = factory.make(at.address(), call.own(), call.activation());
    if (made != null) {
      head.passages.add(made);
      passages.add(made);
    }
    return made;
  }

  @Override
  public void begin(long returnAddress, Activation activation) {
    interpreter.begin(returnAddress, activation);
    passages.forEach(Passage::reset);
    translated = 0;
    if (verifier != null) {
      verifier.begin(returnAddress);
    }
  }

  @Override
  public Stop run(long budget) {
    return interpreter.run(budget);
  }

  @Override
  public List<Executed> executed() {
    passages.forEach(Passage::flush);
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
