package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.LASTORE;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LOR;

import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.State;
import fastpath.emulator.translate.analysis.FlagLiveness;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.Edge;
import fastpath.emulator.translate.run.PassageRuntime;
import org.objectweb.asm.Label;

/** Code for flags: putting them off, computing them after all, and conditions of them. */
final class FlagCode {
  private static final JvmValue ZERO = new JvmValue.Const(0);

  private final BytecodeWriter out;
  private final LocalVariables locals;
  private final FunctionCode functions;
  private final ConditionCode conditions;

  FlagCode(BytecodeWriter out, LocalVariables locals, FunctionCode functions) {
    this.out = out;
    this.locals = locals;
    this.functions = functions;
    this.conditions = new ConditionCode(out, functions);
  }

  /** Puts off what a function sets; its arguments are kept. */
  LazyFlags putOff(
      LazyFlags pending, Fn fn, JvmValue a, JvmValue b, JvmValue c, long mask, boolean keeps) {
    LazyFlags rest = keeps ? pending : pending.without(mask);
    int slot = rest.freeSlot();
    if (slot == LocalVariables.SLOTS) {
      complete(pending);
      rest = LazyFlags.COMPLETE;
      slot = 0;
    }
    return rest.with(
        new LazyFlags.Set(
            fn, mask, keep(a, slot, 0), keep(b, slot, 1), keep(c, slot, 2), keeps, slot));
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

  /** Brings the flags' local up to date, whatever was put off. */
  void complete(LazyFlags pending) {
    completeMet(pending);
    pending.sets().forEach(s -> complete(s, s.mask()));
  }

  private void completeMet(LazyFlags pending) {
    if (pending.met()) {
      out.loadLong(LocalVariables.FLAGS);
      out.loadLong(LocalVariables.KIND);
      for (int i = 0; i < 3; i++) {
        out.loadLong(LocalVariables.MET + 2 * i);
      }
      out.call(PassageRuntime.class, "flags", "(JJJJJ)J");
      out.storeLong(LocalVariables.FLAGS);
    }
  }

  private void complete(LazyFlags.Set s, long mask) {
    if (mask == 0) {
      return;
    }
    out.loadLong(LocalVariables.FLAGS);
    out.mask(~mask);
    functions.push(
        s.fn(), s.a(), s.b(), s.keeps() ? new JvmValue.Local(LocalVariables.FLAGS) : s.c());
    out.mask(mask);
    out.op(LOR);
    out.storeLong(LocalVariables.FLAGS);
  }

  /** On the way to a block: what is put off there is one function's at most. */
  void meet(Edge e, LazyFlags pending) {
    BasicBlock to = e.to;
    if (!to.needsFlags()) {
      return;
    }
    if (to.wanted != 0) {
      complete(pending);
    } else if (pending.sets().isEmpty() && !pending.met()) {
      kind(0);
    } else if ((to.settled & ~e.from.settled & to.visible) != 0) {
      // So that what is met in the loop never tells of these, and need not be looked at there.
      complete(pending);
      kind(0);
    } else if (!pending.sets().isEmpty()) {
      meet(to, pending);
    }
  }

  private void meet(BasicBlock to, LazyFlags pending) {
    LazyFlags.Set last = pending.last();
    if (last.keeps()) {
      complete(pending);
      kind(0);
      return;
    }
    long before = to.visible & ~last.mask() & ~to.settled;
    if (before != 0) {
      Label known = new Label();
      if (pending.met()) {
        // In a loop, what was met is most often of the same kind.
        out.loadLong(LocalVariables.KIND);
        out.mask(before << PassageRuntime.MASK_SHIFT);
        out.constant(0L);
        out.op(LCMP);
        out.jump(IFEQ, known);
      }
      completeMet(pending);
      out.label(known);
    }
    for (LazyFlags.Set s : pending.sets()) {
      if (s != last) {
        complete(s, s.mask() & ~last.mask() & to.visible);
      }
    }
    kind(last.kind());
    copy(last.a(), 0);
    copy(last.b(), 1);
    copy(last.c(), 2);
  }

  private void kind(long kind) {
    out.constant(kind);
    out.storeLong(LocalVariables.KIND);
  }

  private void copy(JvmValue from, int argument) {
    out.push(from);
    out.storeLong(LocalVariables.MET + 2 * argument);
  }

  /** Jumps where a condition holds; what is still put off afterwards. */
  LazyFlags jump(Fn condition, LazyFlags pending, Label yes) {
    long needed = FlagLiveness.of(condition);
    for (LazyFlags.Set s : pending.sets().reversed()) {
      if ((s.mask() & needed) == needed && !s.keeps()) {
        conditions.jump(condition, s.fn(), s.a(), s.b(), s.c(), yes);
        return pending;
      }
      if ((s.mask() & needed) != 0) {
        return jumpComplete(condition, pending, yes);
      }
    }
    if (pending.met()) {
      return jumpComplete(condition, pending, yes);
    }
    jump(condition, new JvmValue.Local(LocalVariables.FLAGS), yes);
    return pending;
  }

  private LazyFlags jumpComplete(Fn condition, LazyFlags pending, Label yes) {
    complete(pending);
    jump(condition, new JvmValue.Local(LocalVariables.FLAGS), yes);
    return LazyFlags.COMPLETE;
  }

  /** Jumps where a condition holds in flags that are a value of their own. */
  void jump(Fn condition, JvmValue flags, Label yes) {
    out.push(flags);
    conditions.test(condition, yes);
  }

  /** The same for flags that a function would give. */
  void jump(Fn condition, Fn fn, JvmValue a, JvmValue b, JvmValue c, Label yes) {
    conditions.jump(condition, fn, a, b, c, yes);
  }

  /** Pushes 1 if the carry flag is set, else 0. */
  LazyFlags carry(LazyFlags pending) {
    Label yes = new Label();
    LazyFlags rest = jump(Fn.COND_B, pending, yes);
    flag(yes);
    return rest;
  }

  /** Pushes 1 where control comes from the label, else 0. */
  void flag(Label yes) {
    Label end = new Label();
    out.constant(0L);
    out.jump(GOTO, end);
    out.label(yes);
    out.constant(1L);
    out.label(end);
  }

  /** Flags other than the status flags, which are never put off. */
  void set(JvmValue value, long mask) {
    out.loadLong(LocalVariables.FLAGS);
    out.mask(~mask);
    out.push(value);
    out.mask(mask);
    out.op(LOR);
    out.storeLong(LocalVariables.FLAGS);
    if ((mask & Flags.AC) != 0) {
      // Memory looks at it there.
      out.pushLink("state", "[J");
      out.constant(State.RFLAGS.ordinal());
      out.loadLong(LocalVariables.FLAGS);
      out.op(LASTORE);
    }
  }
}
