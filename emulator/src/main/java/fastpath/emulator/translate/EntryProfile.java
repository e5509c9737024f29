package fastpath.emulator.translate;

import fastpath.emulator.engine.CallTracker;
import fastpath.emulator.translate.run.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * The profile of an instruction that control jumps to: how hot it is, and the passages that begin
 * there.
 */
final class EntryProfile {
  /** Jumps to the instruction, as far as they count towards the hot threshold. */
  int heat;

  /** Passages ordered for this instruction. */
  int translations;

  /**
   * Number of further jumps here that are skipped without examining. They were added to {@link
   * #heat} in advance, except while a passage is in the compile queue.
   */
  int skipped;

  /** True if the interpreter was told to note accesses, which it is at half the hot threshold. */
  boolean isProfiled;

  /** True if a passage that begins here was truncated; then the next may have more instructions. */
  boolean isTruncated;

  final List<Passage> passages = new ArrayList<>();

  /** The passage in the compile queue; null if there is none or it was taken. */
  Future<CompileQueue.Made> coming;

  /** The passage that suits the state of a call; null if there is none. */
  Passage find(CallTracker call) {
    for (Passage p : passages) {
      if (p.suits(call.own(), call.activation())) {
        return p;
      }
    }
    return null;
  }
}
