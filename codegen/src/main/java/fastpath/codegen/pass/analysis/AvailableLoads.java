package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.edit.Replacements;
import java.util.ArrayList;
import java.util.List;

/** The values that memory is known to contain at one point of the function. */
public final class AvailableLoads {
  /**
   * A known value of a memory location. A value that differs between predecessors becomes a PHI
   * when it is first used.
   */
  private static final class Entry {
    final MemoryLocation address;
    final Type type;
    Value value;
    final Block merge;
    final List<Entry> parts;

    Entry(MemoryLocation address, Type type, Value value, Block merge, List<Entry> parts) {
      this.address = address;
      this.type = type;
      this.value = value;
      this.merge = merge;
      this.parts = parts;
    }

    Value get(Replacements rewrite) {
      if (value == null) {
        List<Value> args = new ArrayList<>();
        for (Entry part : parts) {
          args.add(part.get(rewrite));
        }
        value = merge.insert(0, new Instr(Op.PHI, type, args, null, merge.instrs.get(0).loc));
      }
      return rewrite.get(value);
    }
  }

  /**
   * The limit on the number of known values at one point, because each store is compared with all
   * of them.
   */
  private static final int MOST_ENTRIES = 500;

  private final List<Entry> entries = new ArrayList<>();
  private final AliasAnalysis memory;
  private final Replacements rewrite;

  private AvailableLoads(AliasAnalysis memory, Replacements rewrite) {
    this.memory = memory;
    this.rewrite = rewrite;
  }

  /**
   * Returns the state at a block's start, computed from the states at the ends of its predecessors.
   */
  public static AvailableLoads enter(
      Block b,
      AvailableLoads[] out,
      NaturalLoops loops,
      AliasAnalysis memory,
      Replacements rewrite) {
    AvailableLoads state = new AvailableLoads(memory, rewrite);
    NaturalLoops.Loop loop = loops.startingAt(b);
    List<AvailableLoads> before = new ArrayList<>();
    for (Block p : b.preds) {
      if (out[p.index] == null && (loop == null || !loop.contains(p))) {
        return state; // The control flow is irreducible.
      }
      if (loop == null || !loop.contains(p)) {
        before.add(out[p.index]);
      }
    }
    if (before.isEmpty()) {
      return state;
    }
    for (Entry e : before.get(0).entries) {
      state.merge(e, before, loop == null ? b : null);
    }
    if (loop != null) {
      for (Block member : loop.blocks()) {
        for (Instr x : member.instrs) {
          state.clobber(x);
        }
      }
    }
    return state;
  }

  private void merge(Entry e, List<AvailableLoads> before, Block mergeAt) {
    List<Entry> parts = new ArrayList<>(before.size());
    boolean same = true;
    for (AvailableLoads s : before) {
      Entry other = s.find(e.address, e.type);
      if (other == null) {
        return;
      }
      same &=
          other == e
              || e.value != null
                  && other.value != null
                  && other.get(rewrite).equals(e.get(rewrite));
      parts.add(other);
    }
    if (same) {
      entries.add(e);
    } else if (mergeAt != null) {
      entries.add(new Entry(e.address, e.type, null, mergeAt, parts));
    }
  }

  private Entry find(MemoryLocation address, Type type) {
    for (Entry e : entries) {
      if (e.type == type && e.address.equals(address)) {
        return e;
      }
    }
    return null;
  }

  /**
   * Returns the value that a load yields, or null if the value is not known. The load's own value
   * is then known for later loads.
   */
  public Value load(Instr x) {
    if (!x.mem().isPlain()) {
      return null;
    }
    MemoryLocation address = MemoryLocation.of(x.arg(0), x.type.bytes(), x.mem().seg());
    Entry e = find(address, x.type);
    if (e != null) {
      return e.get(rewrite);
    }
    remember(new Entry(address, x.type, x, null, null));
    return null;
  }

  /** Applies the effects of an instruction to the state. */
  public void execute(Instr x) {
    clobber(x);
    if (x.op == Op.STORE && x.mem().isPlain()) {
      Type type = x.arg(1).type();
      MemoryLocation address = MemoryLocation.of(x.arg(0), type.bytes(), x.mem().seg());
      remember(new Entry(address, type, x.arg(1), null, null));
    }
  }

  private void remember(Entry entry) {
    if (entries.size() == MOST_ENTRIES) {
      entries.removeFirst();
    }
    entries.add(entry);
  }

  private void clobber(Instr x) {
    if (SideEffects.clobbersAll(x)) {
      entries.removeIf(e -> !e.address.isPrivate(memory));
    }
    for (MemoryLocation written : AliasAnalysis.writes(x)) {
      entries.removeIf(e -> e.address.mayAlias(written, memory));
    }
  }
}
