package fastpath.emulator.translate;

import fastpath.emulator.engine.CallTracker;
import fastpath.emulator.translate.run.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/** What is kept with an instruction that control leaps to. */
final class EntryProfile {
  int heat;
  int translations;

  /** Leaps here that are not looked at; counted in heat already. */
  int unseen;

  /** What instructions access has been noted since it was half as hot as it has to be. */
  boolean watched;

  /** A passage here was too small. */
  boolean roomy;

  final List<Passage> passages = new ArrayList<>();

  /** Null if no passage is being made, or has been and is not yet taken. */
  Future<CompileQueue.Made> coming;

  Passage find(CallTracker call) {
    for (Passage p : passages) {
      if (p.suits(call.own(), call.activation())) {
        return p;
      }
    }
    return null;
  }
}
