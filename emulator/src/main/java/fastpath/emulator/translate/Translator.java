package fastpath.emulator.translate;

import com.google.common.util.concurrent.Futures;
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
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.SideExit;
import fastpath.emulator.translate.run.Passage;
import fastpath.emulator.translate.run.PassageRuntime;
import fastpath.emulator.translate.run.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * Starts in the interpreter, and runs what repeats as JVM bytecode; state and counts are the
 * interpreter's at every point where it can be stopped.
 */
public final class Translator implements Engine, Accelerator {
  private static final int RSP = State.RSP.ordinal();
  private static final int RIP = State.RIP.ordinal();

  /**
   * What making passages took since the engine was made, as far as they are in use or were.
   *
   * @param passages made
   * @param instructions in them, one that is in several counted as often
   * @param guestBytes of those instructions
   * @param bytecode bytes of the methods made of them
   * @param nanoseconds until the classes were loaded
   * @param mostOfOne passages made of one place, the most of any
   */
  public record Effort(
      long passages,
      long instructions,
      long guestBytes,
      long bytecode,
      long nanoseconds,
      int mostOfOne) {
    private static final Effort NONE = new Effort(0, 0, 0, 0, 0, 0);

    private Effort and(Passage p, long time, int ofOne) {
      long count = 0;
      long bytes = 0;
      for (BasicBlock b : p.blocks) {
        for (Code c : b.codes) {
          count++;
          bytes += c.next() - c.address();
        }
      }
      return new Effort(
          passages + 1,
          instructions + count,
          guestBytes + bytes,
          bytecode + p.size,
          nanoseconds + time,
          Math.max(mostOfOne, ofOne));
    }
  }

  /** Leaps to a place until it is looked whether its passage has been made. */
  private static final int UNTIL_MADE = 100;

  /** Passages that make all others twice as hard to come by. */
  private static final long SHARED = 32;

  /**
   * How often a place is looked at, at the least, until it is hot: each time costs more than its
   * instruction.
   */
  private static final int LOOKS = 100;

  /** Translations of a place whose accesses are expected to be where they were before. */
  private static final int MOST_SPANNING = 4;

  private final Cpu cpu;
  private final Memory memory;
  private final Interpreter interpreter;
  private final PassageRuntime link;
  private final Tuning tuning;

  /** Null if nobody repeats what translated code does. */
  private final Verifier verifier;

  private final CompileQueue maker;

  private final List<Passage> passages = new ArrayList<>();

  /** The same object for the same function, so that it is soon compared. */
  private Activation called;

  private long translated;

  /** Passages that were to be made. */
  private long ordered;

  private Effort effort = Effort.NONE;

  /**
   * @param tracer told of every retired instruction, which are all interpreted then; may be null
   */
  public Translator(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer, Tuning tuning) {
    this.cpu = cpu;
    this.memory = memory;
    this.tuning = tuning;
    interpreter = new Interpreter(cpu, memory, traps, tracer);
    link = new PassageRuntime(memory);
    maker = new CompileQueue(new PassageCompiler(interpreter, memory, link), tuning.background());
    verifier = tuning.verify() ? new Verifier(memory) : null;
    if (tracer == null) {
      interpreter.accelerate(this);
    }
  }

  @Override
  public String name() {
    return "translator";
  }

  public Effort effort() {
    return effort;
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
    int entry = 0;
    while (p != null && interpreter.left() >= p.longest(entry) && follows(call, p)) {
      SideExit exit = run(p, entry, call);
      ran = true;
      if (exit.back != null && !p.isStraying()) {
        entry = p.entry(exit.back);
        continue;
      }
      Code next = interpreter.known(cpu.state()[RIP]);
      if (next == null) {
        break;
      }
      if (exit.hands) {
        next.resumes();
        break;
      }
      entry = 0;
      p = passage(next, call);
    }
    return ran;
  }

  /** Whether the depth of the stack has been noted as far as code in the passage will note it. */
  private boolean follows(CallTracker call, Passage p) {
    long depth = call.depth(cpu.state()[RSP]);
    return depth <= call.stackBytes() && (!p.own() || depth <= call.ownStackBytes());
  }

  private SideExit run(Passage p, int entry, CallTracker call) {
    long[] state = cpu.state();
    int slice = (int) Math.min(interpreter.left(), p.slice(entry, tuning.slice()));
    link.state = state;
    link.budget = slice;
    link.entry = entry;
    link.entryRsp = call.entryRsp();
    link.limit = call.limit();
    link.deepest = call.stackBytes();
    link.deepestOwn = call.ownStackBytes();
    link.calleeSlot = call.calleeSlot();
    link.failed = false;
    link.strays = 0;
    if (verifier != null) {
      p.flush();
      verifier.before(state, call);
    }
    SideExit exit = p.exits.get(p.code.run());
    long done = slice - link.budget - exit.behind;
    interpreter.retired(done);
    translated += done;
    p.ran(entry, exit, done, link.strays);
    call.resume(exit.own, link.calleeSlot, link.deepest, link.deepestOwn);
    long rip = exit.rip;
    if (exit.departs) {
      rip = link.target;
      call.follow(exit.way.block().last(), state[RSP], rip);
    }
    state[RIP] = rip;
    if (verifier != null) {
      verifier.after(p, exit, state, call, done);
    }
    return exit;
  }

  /**
   * How hot a place must be: the more passages there are, the more each has to repeat to be worth
   * what HotSpot spends on it.
   */
  private int hot() {
    return (int) Math.min(Integer.MAX_VALUE, tuning.hot() + tuning.hot() / SHARED * ordered);
  }

  /** The passage that begins there, made if the place is hot; null if there is none. */
  private Passage passage(Code at, CallTracker call) {
    if (!(at.attachment() instanceof EntryProfile head)) {
      EntryProfile first = new EntryProfile();
      first.heat = 1;
      at.attach(first);
      return null;
    }
    if (head.unseen > 0) {
      head.unseen--;
      return null;
    }
    if (head.coming != null && head.coming.isDone()) {
      arrive(head);
    }
    Passage known = head.find(call);
    boolean more = head.translations < tuning.mostTranslations();
    if (known != null && known.isValid(memory) && !(known.isStraying() && more)) {
      if (more && head.coming == null && known.isCramped(tuning.mostInstructions())) {
        head.roomy = true;
        known.flush();
        return order(at, head, call);
      }
      return known;
    }
    if (known != null) {
      drop(head, known);
      head.heat = Math.min(head.heat, hot() / 2 - 1);
    }
    if (head.coming != null) {
      head.unseen = head.passages.isEmpty() ? UNTIL_MADE : 0;
      return null;
    }
    return isHot(head) && more ? order(at, head, call) : null;
  }

  /** Whether a passage is worth it now that control has leapt there once more. */
  private boolean isHot(EntryProfile head) {
    int hot = hot();
    int next = head.passages.isEmpty() ? tuning.hot() / LOOKS : 0;
    head.heat = Math.min(hot, head.heat + 1 + next);
    head.unseen = next;
    if (head.heat == hot) {
      return true;
    }
    if (!head.watched && head.heat >= hot / 2) {
      head.watched = true;
      interpreter.watch(tuning.watched());
    }
    return false;
  }

  /** Has a passage made; returns what there is by now, or null. */
  private Passage order(Code at, EntryProfile head, CallTracker call) {
    head.heat = hot() / 2 - 1;
    head.unseen = 0;
    head.watched = false;
    head.translations++;
    ordered++;
    boolean spanning = head.translations <= MOST_SPANNING;
    int most = head.roomy ? tuning.mostInstructions() : tuning.firstInstructions();
    head.coming = maker.order(at.address(), call.own(), call.activation(), spanning, most);
    if (head.coming.isDone()) {
      arrive(head);
    }
    return head.find(call);
  }

  /** Takes the passage that has been made. */
  private void arrive(EntryProfile head) {
    Future<CompileQueue.Made> done = head.coming;
    head.coming = null;
    CompileQueue.Made made = Futures.getUnchecked(done);
    Passage p = made.passage();
    if (p != null) {
      head.passages.stream().filter(p::replaces).toList().forEach(old -> drop(head, old));
      effort = effort.and(p, made.nanoseconds(), head.translations);
      head.passages.add(p);
      passages.add(p);
    }
  }

  private void drop(EntryProfile head, Passage p) {
    head.passages.remove(p);
    passages.remove(p);
    p.flush();
  }

  @Override
  public void begin(long returnAddress, Activation activation) {
    if (!activation.equals(called)) {
      called = activation;
    }
    interpreter.begin(returnAddress, called);
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
