package fastpath.emulator.translate.analysis;

import fastpath.emulator.engine.Code;
import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.ControlFlow;
import fastpath.emulator.translate.passage.Edge;
import fastpath.emulator.translate.passage.StageModel;
import fastpath.emulator.translate.passage.Terminator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A stage of the pipeline, flag use: which status flags are live at each point of a passage. Flags
 * are live for one of two reasons, which the generated code treats differently: an instruction of
 * the passage computes with them, or only a side exit shows them. The stage is a backward data-flow
 * analysis; flags that are live for neither reason are dead and are never computed.
 */
public final class FlagLiveness implements StageModel {
  /**
   * The live status flags at a point, as masks of RFLAGS.
   *
   * @param used flags that an instruction computes with before they are overwritten
   * @param liveAtExits flags that a side exit may show before they are overwritten
   */
  public record Live(long used, long liveAtExits) {
    private static final Live NOTHING = new Live(0, 0);
  }

  private final ControlFlow flow;
  private final Map<BasicBlock, Live> before = new HashMap<>();
  private final Map<BasicBlock, Long> invariant = new HashMap<>();

  private FlagLiveness(ControlFlow flow) {
    this.flow = flow;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (BasicBlock b : flow.blocks().reversed()) {
        Live live = walk(b, (c, after) -> {});
        changed |= !live.equals(before(b));
        before.put(b, live);
      }
    }
    flow.loopHeaders().forEach(this::findInvariant);
  }

  /** Analyses the control flow of a passage. */
  public static FlagLiveness of(ControlFlow flow) {
    return new FlagLiveness(flow);
  }

  /**
   * Finds the flags that no instruction of a loop sets. Inner loops come after outer ones, so the
   * result for the closest loop around a block overwrites those for outer loops.
   */
  private void findInvariant(BasicBlock header) {
    long set = 0;
    for (BasicBlock b : flow.loopBody(header)) {
      for (Code c : b.codes()) {
        for (Uop u : c.insn().uops()) {
          set |= u instanceof Uop.SetFlags s ? s.mask() : 0;
        }
      }
    }
    for (BasicBlock b : flow.loopBody(header)) {
      invariant.put(b, Flags.STATUS & ~set);
    }
  }

  /** Returns the flags that are live at the beginning of a block. */
  public Live before(BasicBlock b) {
    return before.getOrDefault(b, Live.NOTHING);
  }

  /** True if any status flag is live at the beginning of a block. */
  public boolean isAnyLive(BasicBlock b) {
    return !before(b).equals(Live.NOTHING);
  }

  /**
   * Returns the status flags that no instruction of the closest loop around a block sets; 0 outside
   * loops.
   */
  public long loopInvariant(BasicBlock b) {
    return invariant.getOrDefault(b, 0L);
  }

  /**
   * Walks the instructions of a block backwards. The code generator uses only the flags at the
   * beginning of blocks; the flags after each instruction serve to print the stages.
   *
   * @param each called for each instruction, from the last to the first, with the flags that are
   *     live after it
   * @return the flags that are live at the beginning of the block
   */
  public Live walk(BasicBlock b, BiConsumer<Code, Live> each) {
    Live live = after(b);
    for (Code c : b.codes().reversed()) {
      each.accept(c, live);
      long set = sets(c.insn());
      boolean exits = mayExit(c.insn(), c == b.last() ? b.terminator() : null);
      live =
          new Live(
              live.used & ~set | uses(c.insn()), exits ? Flags.STATUS : live.liveAtExits & ~set);
    }
    return live;
  }

  private Live after(BasicBlock b) {
    List<Edge> edges = b.terminator().edges();
    boolean departs = b.terminator() instanceof Terminator.Indirect || edges.isEmpty();
    long used = 0;
    long liveAtExits = departs ? Flags.STATUS : 0;
    for (Edge e : edges) {
      liveAtExits |= e.to() == null || e.isBackEdge() ? Flags.STATUS : before(e.to()).liveAtExits;
      used |= e.to() == null ? 0 : before(e.to()).used;
    }
    return new Live(used, liveAtExits);
  }

  /** Returns the status flags that an instruction overwrites in every case. */
  public static long sets(Lifted insn) {
    long set = 0;
    for (Uop u : insn.uops()) {
      if (u instanceof Uop.SetFlags s && !mayKeep(insn, s)) {
        set |= s.mask() & Flags.STATUS;
      }
    }
    return set;
  }

  private static boolean mayKeep(Lifted insn, Uop.SetFlags s) {
    return insn.definition(s.src()) instanceof Uop.Pure p
        && p.fn().keepsFlags()
        && insn.isState(p.c(), State.RFLAGS);
  }

  /** Returns the status flags that an instruction computes with. */
  public static long uses(Lifted insn) {
    long used = 0;
    for (Uop u : insn.uops()) {
      used |=
          switch (u) {
            case Uop.Pure p -> uses(insn, p);
            case Uop.Put p -> all(insn, p.src());
            case Uop.Store s -> all(insn, s.src());
            case Uop.SetFlags s -> all(insn, s.src());
            case Uop.Imm i -> 0;
            case Uop.Get g -> 0;
            case Uop.Load l -> 0;
            case Uop.Lock l -> 0;
            case Uop.Fence f -> 0;
            case Uop.Jump j -> 0;
            case Uop.Branch b -> 0;
            case Uop.Divide d -> 0;
            case Uop.Aligned a -> 0;
            case Uop.Canonical v -> 0;
            case Uop.Writable w -> 0;
            case Uop.Trap t -> 0;
          };
    }
    return used;
  }

  private static long all(Lifted insn, int temp) {
    return insn.isState(temp, State.RFLAGS) ? Flags.STATUS : 0;
  }

  private static long uses(Lifted insn, Uop.Pure p) {
    if (insn.isState(p.a(), State.RFLAGS)) {
      return p.fn().condition() != null
          ? p.fn().condition().flags()
          : p.fn().takesDirection() ? 0 : Flags.STATUS;
    }
    if (insn.isState(p.b(), State.RFLAGS)) {
      return Flags.STATUS;
    }
    if (insn.isState(p.c(), State.RFLAGS)) {
      return p.fn().takesCarry() ? Flags.CF : p.fn().keepsFlags() ? 0 : Flags.STATUS;
    }
    return 0;
  }

  /** True if a side exit may occur before the instruction has changed any state. */
  private static boolean mayExit(Lifted insn, Terminator terminator) {
    if (terminator instanceof Terminator.InlinedReturn) {
      return true;
    }
    for (Uop u : insn.uops()) {
      if (u instanceof Uop.Load
          || u instanceof Uop.Store
          || u instanceof Uop.Divide
          || u instanceof Uop.Canonical) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String title() {
    return "flag use";
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (BasicBlock b : flow.blocks()) {
      Live live = before(b);
      lines.add(
          "before block %d: computed with %s, shown by side exits %s"
              .formatted(b.index(), Flags.text(live.used), Flags.text(live.liveAtExits)));
    }
    return lines;
  }
}
