package fastpath.emulator;

import fastpath.emulator.count.Counters;
import fastpath.emulator.count.Profile;
import fastpath.emulator.engine.Engine;
import fastpath.emulator.engine.Executed;
import fastpath.emulator.frames.FrameUse;
import fastpath.emulator.frames.Frames;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Repeat;
import fastpath.emulator.isa.Uop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Computes a call's counters and profile from the number of times that each instruction was
 * executed.
 */
final class Tally {
  private final List<Profile.Entry> entries = new ArrayList<>();
  private final Engine engine;
  private final Frames frames;
  private final long called;
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
  private boolean framesUnknown;
  private boolean pushesUnknown;

  /**
   * @param called address of the called function
   */
  Tally(Image image, Engine engine, long called) {
    this.engine = engine;
    this.frames = image.frames();
    this.called = called;
    for (Executed e : engine.executed()) {
      add(e);
    }
    entries.sort((a, b) -> Long.compareUnsigned(a.address(), b.address()));
  }

  private void add(Executed e) {
    long count = e.own() + e.others();
    Flow flow = e.insn().flow();
    boolean call = flow == Flow.CALL || flow == Flow.INDIRECT_CALL;
    boolean jump = flow != Flow.NEXT && flow != Flow.STOP;
    long taken = flow == Flow.BRANCH ? e.taken() : jump ? count : 0;
    boolean frame = frame(e, count);
    ownInstructions += e.own();
    repIterations += e.iterations();
    calls += call ? count : 0;
    branches += jump ? count : 0;
    branchesTaken += taken;
    // An instruction with a repeat prefix accesses memory once per iteration, including the
    // iterations before a fault.
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

  private boolean frame(Executed e, long count) {
    FrameUse use = frames.use(e.insn());
    boolean unknown = use == FrameUse.UNKNOWN;
    framesUnknown |= unknown && count > 0;
    pushesUnknown |= unknown && e.own() > 0;
    frameInstructions += use.isFrame() ? count : 0;
    pushes += use == FrameUse.SAVE ? e.own() : 0;
    return use.isFrame();
  }

  Counters counters() {
    boolean known = !pushesUnknown && frames.from(called).isPresent();
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
        framesUnknown ? OptionalLong.empty() : OptionalLong.of(frameInstructions),
        known ? OptionalLong.of(pushes) : OptionalLong.empty(),
        known ? frames.from(called) : Optional.empty(),
        engine.ownStackBytes(),
        engine.stackBytes(),
        ownInstructions);
  }

  Profile profile() {
    return new Profile(entries);
  }
}
