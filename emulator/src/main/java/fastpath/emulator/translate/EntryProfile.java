package fastpath.emulator.translate;

import fastpath.emulator.engine.CallTracker;
import fastpath.emulator.translate.run.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * The profile of an instruction that control jumps to: its progress towards the hot threshold, and
 * the passages that begin at the instruction.
 */
final class EntryProfile {
  /** Number of jumps to the instruction that count towards the hot threshold. */
  int heat;

  /** Number of passages ordered for this instruction. */
  int translations;

  /**
   * Number of further jumps to this instruction for which the passage manager does nothing. The
   * skipped jumps were added to {@link #heat} in advance, except while a passage is in the compile
   * queue.
   */
  int skipped;

  /** True if the interpreter was told to note accesses, which happens at half the hot threshold. */
  boolean isProfiled;

  /**
   * True if a passage that begins here was truncated at its instruction limit; the next passage may
   * then have more instructions.
   */
  boolean isTruncated;

  final List<Passage> passages = new ArrayList<>();

  /**
   * The passage in the compile queue; null if no passage is being compiled, or if the passage was
   * taken from the queue.
   */
  Future<CompileQueue.Made> coming;

  /** Returns the passage that was compiled for the state of a call; null if no passage was. */
  Passage find(CallTracker call) {
    for (Passage p : passages) {
      if (p.suits(call.own(), call.activation())) {
        return p;
      }
    }
    return null;
  }
}
