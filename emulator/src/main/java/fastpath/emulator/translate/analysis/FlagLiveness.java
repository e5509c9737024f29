package fastpath.emulator.translate.analysis;

import fastpath.emulator.engine.Code;
import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.Edge;
import fastpath.emulator.translate.passage.Loops;
import fastpath.emulator.translate.passage.Terminator;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which status flags are still wanted where a block begins, by what computes with them and by what
 * would see them if the passage were left.
 */
public final class FlagLiveness {
  private static final long[] CONDITIONS = {
    Flags.OF,
    Flags.CF,
    Flags.ZF,
    Flags.CF | Flags.ZF,
    Flags.SF,
    Flags.PF,
    Flags.SF | Flags.OF,
    Flags.ZF | Flags.SF | Flags.OF
  };

  private static final Set<Fn> GIVING_FLAGS = named(".*_FLAGS.*");
  private static final Set<Fn> TAKING_CARRY = named("(ADC|SBB).*|RC[LR]\\d+");
  private static final Set<Fn> STEPS = named("STEP.*");
  private static final Set<Fn> MAY_KEEP = named("(SHL|SHR|SAR|ROL|ROR|RCL|RCR)_FLAGS\\d+");

  private FlagLiveness() {}

  private static Set<Fn> named(String names) {
    Predicate<String> matches = Pattern.compile(names).asMatchPredicate();
    return Arrays.stream(Fn.values())
        .filter(fn -> matches.test(fn.name()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fn.class)));
  }

  /** Fills in {@link BasicBlock#wanted} and {@link BasicBlock#visible}. */
  public static void follow(List<BasicBlock> blocks) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = blocks.size() - 1; i >= 0; i--) {
        changed |= follow(blocks.get(i));
      }
    }
  }

  /** Fills in {@link BasicBlock#settled}; loops within others come later. */
  public static void settle(Loops loops) {
    for (BasicBlock head : loops.heads()) {
      long set = 0;
      for (BasicBlock b : loops.body(head)) {
        for (Code c : b.codes) {
          for (Uop u : c.insn().uops()) {
            set |= u instanceof Uop.SetFlags s ? s.mask() : 0;
          }
        }
      }
      for (BasicBlock b : loops.body(head)) {
        b.settled = Flags.STATUS & ~set;
      }
    }
  }

  private static boolean follow(BasicBlock b) {
    Need need = before(b, (c, after) -> {});
    boolean changed = need.wanted != b.wanted || need.visible != b.visible;
    b.wanted = need.wanted;
    b.visible = need.visible;
    return changed;
  }

  /**
   * Status flags at a place.
   *
   * @param wanted those that something computes with before they are overwritten
   * @param visible those that may still be seen from outside
   */
  public record Need(long wanted, long visible) {}

  /**
   * What is needed where a block begins.
   *
   * @param each told of each instruction, from the last to the first, and what is needed after it
   */
  public static Need before(BasicBlock b, BiConsumer<Code, Need> each) {
    long wanted = 0;
    boolean departs = b.ending instanceof Terminator.Chooses || b.ending.edges().isEmpty();
    long visible = departs ? Flags.STATUS : 0;
    for (Edge e : b.ending.edges()) {
      visible |= e.to == null || e.closesLoop ? Flags.STATUS : e.to.visible;
      wanted |= e.to == null ? 0 : e.to.wanted;
    }
    for (Code c : b.codes.reversed()) {
      each.accept(c, new Need(wanted, visible));
      long set = sets(c.insn());
      wanted = wanted & ~set | uses(c.insn());
      visible =
          mayLeave(c.insn(), c == b.codes.getLast() ? b.ending : null)
              ? Flags.STATUS
              : visible & ~set;
    }
    return new Need(wanted, visible);
  }

  /** Status flags that a condition depends on. */
  public static long of(Fn condition) {
    return CONDITIONS[condition.ordinal() - Fn.COND_O.ordinal() >> 1];
  }

  /** Whether a function gives nothing but status flags. */
  public static boolean isFlags(Fn fn) {
    return GIVING_FLAGS.contains(fn);
  }

  /** Whether a function takes nothing but DF from the flags that are an argument. */
  public static boolean isStep(Fn fn) {
    return STEPS.contains(fn);
  }

  public static boolean isCondition(Fn fn) {
    return fn.ordinal() >= Fn.COND_O.ordinal();
  }

  /** Whether a function takes nothing but the carry from the flags that are its argument c. */
  public static boolean takesCarry(Fn fn) {
    return TAKING_CARRY.contains(fn);
  }

  /** Whether a function of flags gives back those before, argument c, where a count is 0. */
  public static boolean mayKeep(Fn fn) {
    return MAY_KEEP.contains(fn);
  }

  /** Status flags that an instruction overwrites whatever they were. */
  private static long sets(Lifted insn) {
    long set = 0;
    for (Uop u : insn.uops()) {
      if (u instanceof Uop.SetFlags s && !keeps(insn, s)) {
        set |= s.mask() & Flags.STATUS;
      }
    }
    return set;
  }

  private static boolean keeps(Lifted insn, Uop.SetFlags s) {
    return definition(insn, s.src()) instanceof Uop.Pure p
        && mayKeep(p.fn())
        && p.c() >= 0
        && isFlags(insn, p.c());
  }

  /** Status flags that an instruction computes with. */
  private static long uses(Lifted insn) {
    long used = 0;
    for (Uop u : insn.uops()) {
      switch (u) {
        case Uop.Pure p -> used |= uses(insn, p);
        case Uop.Put p -> used |= isFlags(insn, p.src()) ? Flags.STATUS : 0;
        case Uop.Store s -> used |= isFlags(insn, s.src()) ? Flags.STATUS : 0;
        case Uop.SetFlags s -> used |= isFlags(insn, s.src()) ? Flags.STATUS : 0;
        case Uop.Imm i -> {}
        case Uop.Get g -> {}
        case Uop.Load l -> {}
        case Uop.Lock l -> {}
        case Uop.Fence f -> {}
        case Uop.Jump j -> {}
        case Uop.Branch b -> {}
        case Uop.Divide d -> {}
        case Uop.Aligned a -> {}
        case Uop.Canonical v -> {}
        case Uop.Writable w -> {}
        case Uop.Trap t -> {}
      }
    }
    return used;
  }

  private static long uses(Lifted insn, Uop.Pure p) {
    if (p.a() >= 0 && isFlags(insn, p.a())) {
      return isCondition(p.fn()) ? of(p.fn()) : isStep(p.fn()) ? 0 : Flags.STATUS;
    }
    if (p.b() >= 0 && isFlags(insn, p.b())) {
      return Flags.STATUS;
    }
    if (p.c() >= 0 && isFlags(insn, p.c())) {
      return takesCarry(p.fn()) ? Flags.CF : mayKeep(p.fn()) ? 0 : Flags.STATUS;
    }
    return 0;
  }

  public static boolean isFlags(Lifted insn, int temp) {
    return definition(insn, temp) instanceof Uop.Get g && g.state() == State.RFLAGS;
  }

  /** The micro-op that defines a temp. */
  public static Uop definition(Lifted insn, int temp) {
    for (Uop u : insn.uops()) {
      boolean defines =
          switch (u) {
            case Uop.Imm i -> i.dst() == temp;
            case Uop.Get g -> g.dst() == temp;
            case Uop.Pure p -> p.dst() == temp;
            case Uop.Load l -> l.dst() == temp;
            case Uop.Divide d -> d.quot() == temp || d.rem() == temp;
            default -> false;
          };
      if (defines) {
        return u;
      }
    }
    throw new IllegalStateException("temp " + temp + " of " + insn.insn());
  }

  /** Whether the passage may be left before the instruction has done anything. */
  private static boolean mayLeave(Lifted insn, Terminator ending) {
    if (ending instanceof Terminator.Returns) {
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
}
