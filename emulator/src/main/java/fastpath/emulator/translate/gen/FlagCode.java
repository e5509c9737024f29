package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.LASTORE;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LOR;

import fastpath.emulator.isa.Condition;
import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.State;
import fastpath.emulator.translate.analysis.FlagLiveness;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.Edge;
import fastpath.emulator.translate.run.PassageRuntime;
import org.objectweb.asm.Label;

/**
 * Generates code for lazy flags: defers them, materialises them, merges them where edges meet, and
 * evaluates conditions of them.
 */
final class FlagCode {
  private static final JvmValue ZERO = new JvmValue.Const(0);

  private final BytecodeWriter out;
  private final LocalVariables locals;
  private final FunctionCode functions;
  private final ConditionCode conditions;
  private final FlagLiveness liveness;

  FlagCode(
      BytecodeWriter out, LocalVariables locals, FunctionCode functions, FlagLiveness liveness) {
    this.liveness = liveness;
    this.out = out;
    this.locals = locals;
    this.functions = functions;
    this.conditions = new ConditionCode(out, functions);
  }

  /** Defers the flags that a function produces: the function's operands are kept in a slot. */
  LazyFlags defer(
      LazyFlags lazy,
      Fn fn,
      int bits,
      JvmValue a,
      JvmValue b,
      JvmValue c,
      long mask,
      boolean keeps) {
    LazyFlags rest = keeps ? lazy : lazy.without(mask);
    int slot = rest.freeSlot();
    if (slot == LocalVariables.SLOTS) {
      materialise(lazy);
      rest = LazyFlags.MATERIALISED;
      slot = 0;
    }
    return rest.with(
        new LazyFlags.Producer(
            fn, bits, mask, keep(a, slot, 0), keep(b, slot, 1), keep(c, slot, 2), keeps, slot));
  }

  private JvmValue keep(JvmValue value, int slot, int argument) {
    if (value == null) {
      return ZERO;
    }
    if (value instanceof JvmValue.Const) {
      return value;
    }
    int local = locals.slot(slot, argument);
    out.push(value);
    out.storeLong(local);
    return new JvmValue.Local(local);
  }

  /** Generates code that materialises all lazy flags. */
  void materialise(LazyFlags lazy) {
    materialiseMerged(lazy);
    lazy.producers().forEach(s -> materialise(s, s.mask()));
  }

  private void materialiseMerged(LazyFlags lazy) {
    if (lazy.merged()) {
      out.loadLong(LocalVariables.FLAGS);
      out.loadLong(LocalVariables.FLAG_OP);
      for (int i = 0; i < 3; i++) {
        out.loadLong(LocalVariables.MERGED + 2 * i);
      }
      out.call(PassageRuntime.class, "flags", "(JJJJJ)J");
      out.storeLong(LocalVariables.FLAGS);
    }
  }

  private void materialise(LazyFlags.Producer s, long mask) {
    if (mask == 0) {
      return;
    }
    out.loadLong(LocalVariables.FLAGS);
    out.mask(~mask);
    functions.push(
        s.fn(),
        s.bits(),
        s.a(),
        s.b(),
        s.keeps() ? new JvmValue.Local(LocalVariables.FLAGS) : s.c());
    out.mask(mask);
    out.op(LOR);
    out.storeLong(LocalVariables.FLAGS);
  }

  /**
   * Merges lazy flags along an edge to a block with several incoming edges: at most one producer
   * stays lazy, and its flag operation and operands are copied to the local variables of merge
   * points.
   */
  void merge(Edge e, LazyFlags lazy) {
    BasicBlock to = e.to();
    FlagLiveness.Live live = liveness.before(to);
    if (!liveness.isAnyLive(to)) {
      return;
    }
    if (live.used() != 0) {
      materialise(lazy);
    } else if (lazy.producers().isEmpty() && !lazy.merged()) {
      flagOp(0);
    } else if ((liveness.loopInvariant(to) & ~liveness.loopInvariant(e.from()) & live.liveAtExits())
        != 0) {
      // Flags that the loop does not set are materialised before the loop is entered, so lazy flags
      // at joins inside the loop never include these flags.
      materialise(lazy);
      flagOp(0);
    } else if (!lazy.producers().isEmpty()) {
      merge(to, lazy);
    }
  }

  private void merge(BasicBlock to, LazyFlags lazy) {
    LazyFlags.Producer last = lazy.last();
    if (last.keeps()) {
      materialise(lazy);
      flagOp(0);
      return;
    }
    long liveAtExits = liveness.before(to).liveAtExits();
    long before = liveAtExits & ~last.mask() & ~liveness.loopInvariant(to);
    if (before != 0) {
      Label known = new Label();
      if (lazy.merged()) {
        // In a loop, the merged flags are most often produced by the same operation.
        out.loadLong(LocalVariables.FLAG_OP);
        out.mask(before << PassageRuntime.MASK_SHIFT);
        out.constant(0L);
        out.op(LCMP);
        out.jump(IFEQ, known);
      }
      materialiseMerged(lazy);
      out.label(known);
    }
    for (LazyFlags.Producer s : lazy.producers()) {
      if (s != last) {
        materialise(s, s.mask() & ~last.mask() & liveAtExits);
      }
    }
    flagOp(last.flagOp());
    copy(last.a(), 0);
    copy(last.b(), 1);
    copy(last.c(), 2);
  }

  private void flagOp(long flagOp) {
    out.constant(flagOp);
    out.storeLong(LocalVariables.FLAG_OP);
  }

  private void copy(JvmValue from, int argument) {
    out.push(from);
    out.storeLong(LocalVariables.MERGED + 2 * argument);
  }

  /**
   * Generates a jump that is taken if a condition holds; returns the flags that are still lazy
   * afterwards.
   */
  LazyFlags jump(Condition condition, LazyFlags lazy, Label yes) {
    long needed = condition.flags();
    for (LazyFlags.Producer s : lazy.producers().reversed()) {
      if ((s.mask() & needed) == needed && !s.keeps()) {
        conditions.jump(condition, s.fn(), s.bits(), s.a(), s.b(), s.c(), yes);
        return lazy;
      }
      if ((s.mask() & needed) != 0) {
        return jumpMaterialised(condition, lazy, yes);
      }
    }
    if (lazy.merged()) {
      return jumpMaterialised(condition, lazy, yes);
    }
    jump(condition, new JvmValue.Local(LocalVariables.FLAGS), yes);
    return lazy;
  }

  private LazyFlags jumpMaterialised(Condition condition, LazyFlags lazy, Label yes) {
    materialise(lazy);
    jump(condition, new JvmValue.Local(LocalVariables.FLAGS), yes);
    return LazyFlags.MATERIALISED;
  }

  /** Generates a jump that is taken if a condition holds in flags given as a number. */
  void jump(Condition condition, JvmValue flags, Label yes) {
    out.push(flags);
    conditions.test(condition, yes);
  }

  /** Generates a jump that is taken if a condition holds in the flags that a function produces. */
  void jump(Condition condition, Fn fn, int bits, JvmValue a, JvmValue b, JvmValue c, Label yes) {
    conditions.jump(condition, fn, bits, a, b, c, yes);
  }

  /** Pushes 1 if the carry flag is set, else 0. */
  LazyFlags carry(LazyFlags lazy) {
    Label yes = new Label();
    LazyFlags rest = jump(Condition.B, lazy, yes);
    flag(yes);
    return rest;
  }

  /** Pushes 1 where control comes from the label, and 0 where control falls through. */
  void flag(Label yes) {
    Label end = new Label();
    out.constant(0L);
    out.jump(GOTO, end);
    out.label(yes);
    out.constant(1L);
    out.label(end);
  }

  /** Sets flags other than the status flags; these are never lazy. */
  void set(JvmValue value, long mask) {
    out.loadLong(LocalVariables.FLAGS);
    out.mask(~mask);
    out.push(value);
    out.mask(mask);
    out.op(LOR);
    out.storeLong(LocalVariables.FLAGS);
    if ((mask & Flags.AC) != 0) {
      // The memory system reads AC from the CPU's state.
      out.pushRuntime("state", "[J");
      out.constant(State.RFLAGS.index());
      out.loadLong(LocalVariables.FLAGS);
      out.op(LASTORE);
    }
  }
}
