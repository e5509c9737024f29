package fastpath.emulator.translate.gen;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Repetition;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.translate.analysis.BoundsChecks;
import fastpath.emulator.translate.passage.BasicBlock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The local variables of a generated method. */
public final class LocalVariables {
  /** The number of the exit that is taken. */
  public static final int EXIT = 1;

  public static final int BUDGET = 2;

  /** Which target an indirect call goes to. */
  public static final int CHOICE = 3;

  /** The number of the entry that is yet to be reached, or 0. */
  public static final int ENTRY = 4;

  public static final int FLAGS = 5;

  /** What was put off where ways meet: kind and three arguments. */
  public static final int KIND = 7;

  public static final int MET = 9;

  /** The first of those that differ from passage to passage. */
  public static final int FIRST = 15;

  /** InstructionCode whose flags can be put off at a time. */
  public static final int SLOTS = 4;

  private final Map<State, Integer> states = new EnumMap<>(State.class);
  private final Set<State> written = EnumSet.noneOf(State.class);
  private int next = FIRST;
  private final int spans;
  private final int slots;
  private final int counters;
  private final int temps;

  public LocalVariables(List<BasicBlock> blocks, int counterCount) {
    for (BasicBlock b : blocks) {
      for (Code c : b.codes) {
        for (Uop u : c.insn().uops()) {
          if (u instanceof Uop.Put p) {
            write(p.state());
          } else if (u instanceof Uop.Get g) {
            use(g.state());
          }
        }
        if (c.repetition() != Repetition.OTHER) {
          write(State.RCX);
        }
      }
    }
    counters = next;
    spans = counters + counterCount;
    slots = spans + BoundsChecks.MOST;
    temps = slots + SLOTS * 6;
  }

  private void write(State s) {
    use(s);
    written.add(s);
  }

  private void use(State s) {
    if (s != State.RFLAGS && !states.containsKey(s)) {
      states.put(s, next);
      next += 2;
    }
  }

  public Set<State> states() {
    return states.keySet();
  }

  public Set<State> written() {
    return written;
  }

  public int of(State s) {
    return s == State.RFLAGS ? FLAGS : states.get(s);
  }

  public int counter(int n) {
    return counters + n;
  }

  /**
   * Adds the budget to the counter of what a loop takes, as it begins, or subtracts it as it ends.
   *
   * @param counter -1 for none
   */
  public void take(BytecodeWriter out, int counter, int opcode) {
    if (counter >= 0) {
      out.loadInt(counter(counter));
      out.loadInt(BUDGET);
      out.op(opcode);
      out.storeInt(counter(counter));
    }
  }

  /** Where in its region a span of accesses begins. */
  public int span(BoundsChecks.Span span) {
    return spans + span.number;
  }

  /** What a local is called where code is shown. */
  public String name(int local) {
    for (State s : states.keySet()) {
      if (states.get(s) == local) {
        return s.name().toLowerCase(Locale.ROOT);
      }
    }
    return switch (local) {
      case 0 -> "this";
      case EXIT -> "exit";
      case BUDGET -> "budget";
      case CHOICE -> "choice";
      case ENTRY -> "entry";
      case FLAGS -> "rflags";
      case KIND -> "kind";
      default -> numbered(local);
    };
  }

  private String numbered(int local) {
    if (local >= temps) {
      return "t" + (local - temps) / 2;
    }
    if (local >= slots) {
      return "put" + (local - slots) / 6 + "abc".charAt((local - slots) % 6 / 2);
    }
    if (local >= spans) {
      return "span" + (local - spans);
    }
    return local >= counters
        ? "count" + (local - counters)
        : "met" + "abc".charAt((local - MET) / 2);
  }

  /** Argument 0, 1 or 2 of flags put off. */
  public int slot(int slot, int argument) {
    return slots + slot * 6 + argument * 2;
  }

  /** A temp of the current instruction. */
  public int temp(int t) {
    return temps + t * 2;
  }
}
