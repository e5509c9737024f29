package fastpath.emulator;

import fastpath.emulator.count.Counters;
import fastpath.emulator.count.Profile;
import fastpath.emulator.debug.Frames;
import fastpath.emulator.engine.Engine;
import fastpath.emulator.engine.Executed;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Repeat;
import fastpath.emulator.isa.Uop;
import java.util.ArrayList;
import java.util.List;

/** Counters and profile from how often each instruction was executed. */
final class Tally {
  private final List<Profile.Entry> entries = new ArrayList<>();
  private final Engine engine;
  private long repIterations;
  private long loads;
  private long stores;
  private long loadBytes;
  private long storeBytes;
  private long calls;
  private long branches;
  private long branchesTaken;
  private long frameInstructions;
  private long pushes;
  private long ownInstructions;

  Tally(Image image, Engine engine) {
    this.engine = engine;
    Frames frames = image.frames();
    for (Executed e : engine.executed()) {
      add(e, frames);
    }
    entries.sort((a, b) -> Long.compareUnsigned(a.address(), b.address()));
  }

  private void add(Executed e, Frames frames) {
    long count = e.own() + e.others();
    Flow flow = e.insn().flow();
    boolean call = flow == Flow.CALL || flow == Flow.INDIRECT_CALL;
    boolean jump = flow != Flow.NEXT && flow != Flow.STOP;
    long taken = flow == Flow.BRANCH ? e.taken() : jump ? count : 0;
    boolean frame = frames.isFrame(e.insn());
    ownInstructions += e.own();
    repIterations += e.iterations();
    calls += call ? count : 0;
    branches += jump ? count : 0;
    branchesTaken += taken;
    frameInstructions += frame ? count : 0;
    pushes += frame && frames.isSave(e.insn().insn()) ? e.own() : 0;
    // A repeated instruction accesses memory in its iterations, also in those before a fault.
    long times = e.insn().repeat() != Repeat.NONE ? e.iterations() : count;
    long insnLoads = 0;
    long insnStores = 0;
    long insnLoadBytes = 0;
    long insnStoreBytes = 0;
    for (Uop u : e.insn().uops()) {
      if (u instanceof Uop.Load l) {
        insnLoads += times;
        insnLoadBytes += times * l.bytes();
      } else if (u instanceof Uop.Store s) {
        insnStores += times;
        insnStoreBytes += times * s.bytes();
      }
    }
    loads += insnLoads;
    stores += insnStores;
    loadBytes += insnLoadBytes;
    storeBytes += insnStoreBytes;
    entries.add(
        new Profile.Entry(
            e.insn().insn(),
            count,
            e.own(),
            e.iterations(),
            taken,
            insnLoads,
            insnStores,
            insnLoadBytes,
            insnStoreBytes,
            frame));
  }

  Counters counters() {
    return new Counters(
        engine.instructions(),
        repIterations,
        loads,
        stores,
        loadBytes,
        storeBytes,
        calls,
        branches,
        branchesTaken,
        frameInstructions,
        pushes,
        engine.ownStackBytes(),
        engine.stackBytes(),
        ownInstructions);
  }

  Profile profile() {
    return new Profile(entries);
  }
}
