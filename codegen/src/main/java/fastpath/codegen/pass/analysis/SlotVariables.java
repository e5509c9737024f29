package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Segment;
import fastpath.codegen.ir.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the parts of stack slots that can be kept in registers: every use of the slot is a plain
 * load or store at a constant offset. Overlapping accesses of up to 8 bytes share one variable.
 */
public final class SlotVariables {
  /** A load or store of the bytes [offset, offset + size) of a slot. */
  record Access(Instr instr, long offset, int size) {}

  /** A variable: the bytes [low, high) of a slot, kept as one value of {@code type}. */
  public static final class Variable {
    /** The variable's index in {@link SlotVariables#variables}. */
    public final int index;

    final long low;
    long high;

    /** The type of the value; null until all accesses are known. */
    public Type type;

    /** Creates a variable that starts at byte {@code low} of its slot. */
    public Variable(int index, long low) {
      this.index = index;
      this.low = low;
    }
  }

  /** All variables of the function. */
  public final List<Variable> variables = new ArrayList<>();

  /** Maps a load or store to the variable that it accesses. */
  public final Map<Instr, Variable> variableOf = new HashMap<>();

  /** Maps a load or store to its offset in the slot, in bytes. */
  public final Map<Instr, Long> offsetOf = new HashMap<>();

  private final DefUseChains uses;

  private SlotVariables(DefUseChains uses) {
    this.uses = uses;
  }

  /** Examines every slot of a function. */
  public static SlotVariables of(Function f) {
    SlotVariables found = new SlotVariables(DefUseChains.of(f));
    for (Instr x : f.entry().instrs) {
      if (x.op == Op.ALLOCA) {
        found.slot(x);
      }
    }
    return found;
  }

  private void slot(Instr alloca) {
    List<Access> accesses = new ArrayList<>();
    if (!collect(alloca, 0, alloca.slot().size(), accesses)) {
      return;
    }
    accesses.sort(Comparator.comparingLong(Access::offset));
    List<List<Access>> groups = new ArrayList<>();
    long high = 0;
    long low = 0;
    for (Access a : accesses) {
      if (groups.isEmpty() || a.offset >= high) {
        groups.add(new ArrayList<>());
        low = a.offset;
        high = a.offset;
      }
      groups.get(groups.size() - 1).add(a);
      high = Math.max(high, a.offset + a.size);
      if (high - low > 8) {
        return;
      }
    }
    groups.forEach(this::variable);
  }

  private void variable(List<Access> group) {
    Variable v = new Variable(variables.size(), group.get(0).offset);
    for (Access a : group) {
      v.high = Math.max(v.high, a.offset + a.size);
      variableOf.put(a.instr, v);
      offsetOf.put(a.instr, a.offset - v.low);
    }
    int bytes = Math.max(1, Integer.highestOneBit((int) (v.high - v.low) * 2 - 1));
    v.type = Type.ofBytes(bytes);
    variables.add(v);
  }

  private boolean collect(Instr address, long offset, long slotSize, List<Access> accesses) {
    for (Instr user : uses.of(address)) {
      if (!collect(user, address, offset, slotSize, accesses)) {
        return false;
      }
    }
    return true;
  }

  private boolean collect(
      Instr user, Instr address, long offset, long slotSize, List<Access> accesses) {
    if (user.op == Op.LOAD) {
      return access(user, user.type, offset, slotSize, accesses);
    }
    if (user.op == Op.STORE) {
      return user.arg(1) != address && access(user, user.arg(1).type(), offset, slotSize, accesses);
    }
    return user.op == Op.ADD
        && user.arg(user.arg(0) == address ? 1 : 0) instanceof Const c
        && collect(user, offset + c.value(), slotSize, accesses);
  }

  private static boolean access(
      Instr x, Type type, long offset, long slotSize, List<Access> accesses) {
    accesses.add(new Access(x, offset, type.bytes()));
    return x.mem().isPlain()
        && x.mem().seg() == Segment.NONE
        && offset >= 0
        && offset + type.bytes() <= slotSize;
  }
}
