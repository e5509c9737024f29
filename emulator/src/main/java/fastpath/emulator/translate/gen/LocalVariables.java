package fastpath.emulator.translate.gen;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Repetition;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.translate.analysis.BoundsChecks;
import fastpath.emulator.translate.analysis.CounterPlacement;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.ControlFlow;
import fastpath.emulator.translate.passage.StageModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A stage of the pipeline, locals: decides what each local variable of the generated method holds.
 * Guest registers are in local variables throughout a passage; the registers that the passage
 * writes are stored back at its end. The local variables that every method has come first, then
 * guest registers, counters, group offsets, operands of lazy flags, and temps.
 */
public final class LocalVariables implements StageModel {
  /** The local variable with the number of the side exit that is taken. */
  static final int EXIT = 1;

  /** The local variable with the instructions left of the budget. */
  static final int BUDGET = 2;

  /** The local variable with the index of the target that an indirect call goes to. */
  static final int CHOICE = 3;

  /** The local variable with the number of the entry point that is yet to be reached, or 0. */
  static final int ENTRY = 4;

  /** The local variable with RFLAGS, without the lazy flags. */
  static final int FLAGS = 5;

  /**
   * The local variable with the flag operation of the lazy flags at merge points; the operation's
   * three operands follow.
   */
  static final int FLAG_OP = 7;

  static final int MERGED = 9;

  /** The first local variable whose use differs from passage to passage. */
  static final int FIRST = 15;

  /** Upper limit on the instructions that have lazy flags at the same time. */
  static final int SLOTS = 4;

  private static final String[] OPERANDS = {"a", "b", "c"};

  private final Map<State, Integer> registers = new EnumMap<>(State.class);
  private final Set<State> written = EnumSet.noneOf(State.class);
  private final int counterCount;
  private final int counters;
  private final int groups;
  private final int slots;
  private final int temps;
  private int next = FIRST;

  private LocalVariables(ControlFlow flow, CounterPlacement placement) {
    for (BasicBlock b : flow.blocks()) {
      b.codes().forEach(this::find);
    }
    counterCount = placement.locals();
    counters = next;
    groups = counters + counterCount;
    slots = groups + BoundsChecks.MAX_GROUPS;
    temps = slots + SLOTS * 6;
  }

  /** Allocates the local variables of a passage. */
  public static LocalVariables of(ControlFlow flow, CounterPlacement placement) {
    return new LocalVariables(flow, placement);
  }

  private void find(Code c) {
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

  private void write(State s) {
    use(s);
    written.add(s);
  }

  private void use(State s) {
    if (s != State.RFLAGS && !registers.containsKey(s)) {
      registers.put(s, next);
      next += 2;
    }
  }

  /** Returns the guest registers, other than RFLAGS, that are in local variables. */
  Set<State> states() {
    return registers.keySet();
  }

  /** Returns the guest registers in local variables that the passage writes. */
  Set<State> written() {
    return written;
  }

  /** Returns the local variable of a guest register. */
  int of(State s) {
    return s == State.RFLAGS ? FLAGS : registers.get(s);
  }

  /** Returns the local variable of a counter. */
  int counter(int n) {
    return counters + n;
  }

  /**
   * Generates code that adds the remaining budget to a loop's budget counter where the loop is
   * entered, or subtracts it where the loop is left.
   *
   * @param counter number of the counter; -1 for none
   */
  void take(BytecodeWriter out, int counter, int opcode) {
    if (counter >= 0) {
      out.loadInt(counter(counter));
      out.loadInt(BUDGET);
      out.op(opcode);
      out.storeInt(counter(counter));
    }
  }

  /** Returns the local variable with the offset of a group's first byte in its mapping. */
  int group(BoundsChecks.Group g) {
    return groups + g.number();
  }

  /** Returns the local variable of operand 0, 1 or 2 of the lazy flags in a slot. */
  int slot(int slot, int operand) {
    return slots + slot * 6 + operand * 2;
  }

  /** Returns the local variable of a temp of the current instruction. */
  int temp(int t) {
    return temps + t * 2;
  }

  /** Returns the name of a local variable in printed code. */
  public String name(int local) {
    for (Map.Entry<State, Integer> register : registers.entrySet()) {
      if (register.getValue() == local) {
        return register.getKey().text();
      }
    }
    return switch (local) {
      case 0 -> "this";
      case EXIT -> "exit";
      case BUDGET -> "budget";
      case CHOICE -> "choice";
      case ENTRY -> "entry";
      case FLAGS -> "rflags";
      case FLAG_OP -> "flagop";
      default -> numbered(local);
    };
  }

  private String numbered(int local) {
    if (local >= temps) {
      return "t" + (local - temps) / 2;
    }
    if (local >= slots) {
      return "lazy" + (local - slots) / 6 + OPERANDS[(local - slots) % 6 / 2];
    }
    if (local >= groups) {
      return "group" + (local - groups);
    }
    return local >= counters
        ? "count" + (local - counters)
        : "merged" + OPERANDS[(local - MERGED) / 2];
  }

  @Override
  public String title() {
    return "locals";
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int local : new TreeSet<>(registers.values())) {
      lines.add(local + ": " + name(local));
    }
    lines.add("%d to %d: %d counters".formatted(counters, groups - 1, counterCount));
    lines.add("%d to %d: offsets of groups of accesses".formatted(groups, slots - 1));
    lines.add("%d to %d: operands of lazy flags".formatted(slots, temps - 1));
    lines.add("from %d: temps of the current instruction".formatted(temps));
    return lines;
  }
}
