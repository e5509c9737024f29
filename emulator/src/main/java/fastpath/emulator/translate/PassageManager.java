package fastpath.emulator.translate;

import com.google.common.util.concurrent.Futures;
import fastpath.emulator.engine.CallTracker;
import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Interpreter;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.translate.run.Passage;
import fastpath.emulator.translate.run.PassageRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * The manager of all passages of an engine. The manager decides when an instruction is hot, orders
 * a passage for it, and replaces a passage that is invalid, strays or is too small.
 */
final class PassageManager {
  /**
   * Number of jumps to an instruction before the manager checks whether the ordered passage has
   * been compiled.
   */
  private static final int UNTIL_MADE = 100;

  /**
   * Number of orders that raise the hot threshold by its base value; orders that failed and
   * recompilations count.
   */
  private static final long ORDERS_PER_THRESHOLD = 32;

  /**
   * Least number of times that a jump to an instruction is examined before the instruction is hot.
   * Examining a jump costs more than executing the instruction.
   */
  private static final int MIN_EXAMINATIONS = 100;

  /**
   * Number of compilations of one instruction that may use shared bounds checks. In later
   * compilations each access makes its own check, because the shared checks have probably kept
   * failing.
   */
  private static final int MAX_GROUPED = 4;

  private final Interpreter interpreter;
  private final Memory memory;
  private final Tuning tuning;
  private final PassageCompiler compiler;
  private final CompileQueue queue;
  private final List<Passage> passages = new ArrayList<>();
  private long ordered;
  private Translator.Effort effort = Translator.Effort.NONE;

  PassageManager(Interpreter interpreter, Memory memory, PassageRuntime runtime, Tuning tuning) {
    this.interpreter = interpreter;
    this.memory = memory;
    this.tuning = tuning;
    compiler = new PassageCompiler(interpreter, memory, runtime);
    queue = new CompileQueue(compiler, tuning.background());
  }

  List<Passage> passages() {
    return passages;
  }

  Translator.Effort effort() {
    return effort;
  }

  /**
   * Returns the hot threshold. The threshold grows linearly with the number of orders: the more
   * passages were ordered, the more often a passage has to run to be worth HotSpot's compile time.
   */
  private int hot() {
    return (int)
        Math.min(Integer.MAX_VALUE, tuning.hot() + tuning.hot() / ORDERS_PER_THRESHOLD * ordered);
  }

  /**
   * Returns the passage that begins at an instruction; null if there is none. The method also
   * counts the jump, drops a passage that is invalid or strays, and orders a passage if the
   * instruction is hot or its passage is too small.
   */
  Passage findOrOrder(Code at, CallTracker call) {
    if (!(at.attachment() instanceof EntryProfile profile)) {
      EntryProfile first = new EntryProfile();
      first.heat = 1;
      at.attach(first);
      return null;
    }
    if (profile.skipped > 0) {
      profile.skipped--;
      return null;
    }
    if (profile.coming != null && profile.coming.isDone()) {
      take(profile);
    }
    Passage known = profile.find(call);
    boolean more = profile.translations < tuning.maxTranslations();
    if (known != null && known.isValid(memory) && !(known.isStraying() && more)) {
      if (more && profile.coming == null && known.isTruncated(tuning.maxInstructions())) {
        profile.isTruncated = true;
        known.flush();
        return order(at, profile, call);
      }
      return known;
    }
    if (known != null) {
      drop(profile, known);
      profile.heat = Math.min(profile.heat, hot() / 2 - 1);
    }
    if (profile.coming != null) {
      profile.skipped = profile.passages.isEmpty() ? UNTIL_MADE : 0;
      return null;
    }
    return countArrival(profile) && more ? order(at, profile, call) : null;
  }

  /**
   * Counts a jump to an instruction; returns true if the count has reached the hot threshold. At
   * half the threshold the interpreter is told to note accesses.
   */
  private boolean countArrival(EntryProfile profile) {
    int hot = hot();
    int next = profile.passages.isEmpty() ? tuning.hot() / MIN_EXAMINATIONS : 0;
    profile.heat = Math.min(hot, profile.heat + 1 + next);
    profile.skipped = next;
    if (profile.heat == hot) {
      return true;
    }
    if (!profile.isProfiled && profile.heat >= hot / 2) {
      profile.isProfiled = true;
      interpreter.watch(tuning.watched());
    }
    return false;
  }

  /** Orders a passage for an instruction; returns the passage that suits the call now, or null. */
  private Passage order(Code at, EntryProfile profile, CallTracker call) {
    profile.heat = hot() / 2 - 1;
    profile.skipped = 0;
    profile.isProfiled = false;
    profile.translations++;
    ordered++;
    boolean grouped = profile.translations <= MAX_GROUPED;
    int max = profile.isTruncated ? tuning.maxInstructions() : tuning.firstInstructions();
    profile.coming =
        queue.add(compiler.order(at.address(), call.own(), call.activation(), grouped, max));
    if (profile.coming.isDone()) {
      take(profile);
    }
    return profile.find(call);
  }

  /** Takes a compiled passage from the queue into use. */
  private void take(EntryProfile profile) {
    Future<CompileQueue.Made> done = profile.coming;
    profile.coming = null;
    CompileQueue.Made made = Futures.getUnchecked(done);
    Passage p = made.passage();
    if (p != null) {
      profile.passages.stream().filter(p::replaces).toList().forEach(old -> drop(profile, old));
      effort = effort.and(p, made.nanoseconds(), profile.translations);
      profile.passages.add(p);
      passages.add(p);
    }
  }

  private void drop(EntryProfile profile, Passage p) {
    profile.passages.remove(p);
    passages.remove(p);
    p.flush();
  }
}
