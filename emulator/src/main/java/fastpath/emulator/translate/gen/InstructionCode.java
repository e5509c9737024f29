package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.LCMP;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Repetition;
import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.translate.analysis.BoundsChecks;
import fastpath.emulator.translate.analysis.TempUses;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.Edge;
import fastpath.emulator.translate.passage.Terminator;
import java.util.List;
import org.objectweb.asm.Label;

/** Generates code for the guest's instructions from their micro-ops. */
final class InstructionCode {
  private final BytecodeWriter out;
  private final LocalVariables locals;
  private final FunctionCode functions;
  private final FlagCode flags;
  private final AccessCode accesses;
  private final ColdCode cold;
  private final BoundsChecks checks;
  private final CallTrackingCode tracking;
  private final IndirectCode transfers;
  private final BulkCode bulk;

  private BasicBlock block;

  /** Number of instructions in the copies of the block that have been generated. */
  private int written;

  private int index;
  private Code code;
  private List<Uop> uops;
  private JvmValue[] temps;
  private JvmValue carry;

  /** The lazy flags after the micro-ops generated so far. */
  private LazyFlags lazy;

  InstructionCode(
      BytecodeWriter out,
      PassageGenerator.Models models,
      FunctionCode functions,
      FlagCode flags,
      AccessCode accesses,
      ColdCode cold) {
    this.out = out;
    this.locals = models.locals();
    this.checks = models.checks();
    this.functions = functions;
    this.flags = flags;
    this.accesses = accesses;
    this.cold = cold;
    this.tracking = new CallTrackingCode(out, locals);
    this.transfers = new IndirectCode(out, cold);
    this.bulk = new BulkCode(out, locals, cold, accesses, models.counters());
  }

  /** Returns the lazy flags after the instructions generated so far. */
  LazyFlags lazyFlags() {
    return lazy;
  }

  /**
   * Begins to generate a block.
   *
   * @param before the lazy flags at the beginning of the block
   * @param copy number of the block's copy
   */
  void begin(BasicBlock b, LazyFlags before, int copy) {
    block = b;
    lazy = before;
    written = copy * b.size();
  }

  /**
   * Generates an instruction without its transfer of control.
   *
   * @param n index of the instruction in the block
   */
  void write(int n) {
    index = n;
    code = block.codes().get(n);
    uops = TempUses.flagsFirst(code.insn().uops());
    temps = new JvmValue[code.insn().temps()];
    carry = null;
    if (code.repetition() != Repetition.OTHER) {
      bulk.write(block, index, code, fails());
      return;
    }
    boolean last = n == block.size() - 1;
    boolean guarded = !last || !isGuarded();
    for (int i = 0; i < uops.size(); i++) {
      Uop u = uops.get(i);
      if (!guarded && (u instanceof Uop.Store || u instanceof Uop.Put || u instanceof Uop.Jump)) {
        guard();
        guarded = true;
      }
      write(u, i);
    }
    if (writesRsp()) {
      tracking.follow(code.flow(), block.context().own());
    }
  }

  private boolean isGuarded() {
    return block.terminator() instanceof Terminator.InlinedReturn
        || code.flow() == Flow.INDIRECT_CALL && !block.terminator().edges().isEmpty();
  }

  private Label fails() {
    return cold.interpret(block, index, code.address(), lazy);
  }

  private void write(Uop uop, int at) {
    switch (uop) {
      case Uop.Imm u -> temps[u.dst()] = new JvmValue.Const(u.value());
      case Uop.Get u -> get(u, at);
      case Uop.Pure u -> pure(u, at);
      case Uop.Load u -> load(u);
      case Uop.Store u -> store(u);
      case Uop.SetFlags u -> setFlags(u);
      case Uop.Put u -> {
        out.push(number(u.src()));
        out.storeLong(locals.of(u.state()));
      }
      case Uop.Divide u -> divide(u);
      case Uop.Lock u -> {}
      case Uop.Fence u -> {}
      case Uop.Jump u -> {}
      case Uop.Branch u -> {}
      case Uop.Aligned u -> throw new IllegalStateException(code.insn().toString());
      case Uop.Canonical u -> {
        // The guard of an inlined return has already compared the address with the call's return
        // address.
        if (!(block.terminator() instanceof Terminator.InlinedReturn) || index < block.size() - 1) {
          transfers.checkCanonical(number(u.value()), fails());
        }
      }
      case Uop.Writable u -> {}
      case Uop.Trap u -> throw new IllegalStateException(code.insn().toString());
    }
  }

  private void load(Uop.Load u) {
    int to = locals.temp(u.dst());
    BoundsChecks.Member m = checks.of(block, written + index, u);
    if (m == null) {
      accesses.load(number(u.addr()), u.bytes(), to, code.read(), to, fails());
    } else {
      check(m, u.addr());
      accesses.load(m, u.bytes(), to, locals.group(m.group()));
    }
    temps[u.dst()] = new JvmValue.Local(to);
  }

  private void store(Uop.Store u) {
    BoundsChecks.Member m = checks.of(block, written + index, u);
    if (m == null) {
      int scratch = locals.temp(temps.length);
      accesses.store(
          number(u.addr()), number(u.src()), u.bytes(), code.written(), scratch, fails());
    } else {
      check(m, u.addr());
      accesses.store(m, number(u.src()), u.bytes(), locals.group(m.group()));
    }
  }

  private void check(BoundsChecks.Member m, int address) {
    if (m.first()) {
      int scratch = locals.temp(temps.length);
      accesses.check(m, number(address), locals.group(m.group()), scratch, fails());
    }
  }

  private void get(Uop.Get u, int at) {
    if (u.state() == State.RFLAGS) {
      temps[u.dst()] = new JvmValue.FlagsBefore();
      return;
    }
    JvmValue here = new JvmValue.Local(locals.of(u.state()));
    boolean changed = false;
    for (int i = at + 1; i < uops.size(); i++) {
      if (changed && uops.get(i).uses(u.dst())) {
        here = copy(here, u.dst());
        break;
      }
      changed |= uops.get(i) instanceof Uop.Put p && p.state() == u.state();
    }
    temps[u.dst()] = here;
  }

  private JvmValue copy(JvmValue value, int temp) {
    out.push(value);
    return pop(temp);
  }

  private JvmValue pop(int temp) {
    out.storeLong(locals.temp(temp));
    return new JvmValue.Local(locals.temp(temp));
  }

  /** Returns the number that a temp holds, for which lazy flags are materialised if needed. */
  private JvmValue number(int temp) {
    JvmValue value = temp < 0 ? new JvmValue.Const(0) : temps[temp];
    return switch (value) {
      case JvmValue.Const c -> c;
      case JvmValue.Local l -> l;
      case JvmValue.FlagsBefore f -> {
        flags.materialise(lazy);
        lazy = LazyFlags.MATERIALISED;
        yield new JvmValue.Local(LocalVariables.FLAGS);
      }
      case JvmValue.DeferredCondition c ->
          throw new IllegalStateException("a condition: " + code.insn());
      case JvmValue.DeferredFlags f ->
          throw new IllegalStateException("flags put off: " + code.insn());
    };
  }

  private void pure(Uop.Pure u, int at) {
    if (u.fn().givesFlags() && TempUses.onlySetFlags(uops, u.dst(), at)) {
      temps[u.dst()] = flagsOf(u);
    } else if (u.fn().condition() != null) {
      condition(u, at);
    } else if (u.fn() == Fn.SELECT && temps[u.a()] instanceof JvmValue.DeferredCondition c) {
      Label yes = new Label();
      Label end = new Label();
      JvmValue b = number(u.b());
      JvmValue otherwise = number(u.c());
      jumpIf(c, yes);
      out.push(otherwise);
      out.jump(GOTO, end);
      out.label(yes);
      out.push(b);
      out.label(end);
      temps[u.dst()] = pop(u.dst());
    } else {
      functions.push(u.fn(), u.bits(), argument(u.fn(), u.a()), argument(u.fn(), u.b()), third(u));
      temps[u.dst()] = pop(u.dst());
    }
  }

  private JvmValue argument(Fn fn, int temp) {
    if (temp < 0) {
      return null;
    }
    if (temps[temp] instanceof JvmValue.FlagsBefore && fn.takesDirection()) {
      return new JvmValue.Local(LocalVariables.FLAGS);
    }
    return number(temp);
  }

  private JvmValue third(Uop.Pure u) {
    if (u.c() >= 0 && temps[u.c()] instanceof JvmValue.FlagsBefore && u.fn().takesCarry()) {
      return carry();
    }
    return argument(u.fn(), u.c());
  }

  /** Returns the carry flag as it is before the instruction. */
  private JvmValue carry() {
    if (carry == null) {
      lazy = flags.carry(lazy);
      int local = locals.temp(temps.length + 1);
      out.storeLong(local);
      carry = new JvmValue.Local(local);
    }
    return carry;
  }

  private JvmValue flagsOf(Uop.Pure u) {
    boolean keeps =
        u.fn().keepsFlags() && u.c() >= 0 && temps[u.c()] instanceof JvmValue.FlagsBefore;
    JvmValue c = keeps ? null : third(u);
    return new JvmValue.DeferredFlags(
        u.fn(), u.bits(), argument(u.fn(), u.a()), argument(u.fn(), u.b()), c, keeps);
  }

  private void condition(Uop.Pure u, int at) {
    if (temps[u.a()] instanceof JvmValue.FlagsBefore && TempUses.onlyChoose(uops, u.dst(), at)) {
      temps[u.dst()] = new JvmValue.DeferredCondition(u.fn().condition());
      return;
    }
    Label yes = new Label();
    switch (temps[u.a()]) {
      case JvmValue.FlagsBefore f -> lazy = flags.jump(u.fn().condition(), lazy, yes);
      case JvmValue.DeferredFlags f when !f.keeps() ->
          flags.jump(u.fn().condition(), f.fn(), f.bits(), f.a(), f.b(), f.c(), yes);
      case JvmValue.Const c -> flags.jump(u.fn().condition(), c, yes);
      case JvmValue.Local l -> flags.jump(u.fn().condition(), l, yes);
      case JvmValue.DeferredCondition c -> throw new IllegalStateException(code.insn().toString());
      case JvmValue.DeferredFlags f -> throw new IllegalStateException(code.insn().toString());
    }
    flags.flag(yes);
    temps[u.dst()] = pop(u.dst());
  }

  private void jumpIf(JvmValue.DeferredCondition c, Label yes) {
    lazy = flags.jump(c.condition(), lazy, yes);
  }

  private void setFlags(Uop.SetFlags u) {
    if ((u.mask() & ~Flags.STATUS) != 0) {
      if ((u.mask() & Flags.STATUS) != 0) {
        flags.materialise(lazy);
        lazy = LazyFlags.MATERIALISED;
      }
      flags.set(number(u.src()), u.mask());
      return;
    }
    if (temps[u.src()] instanceof JvmValue.DeferredFlags f) {
      lazy = flags.defer(lazy, f.fn(), f.bits(), f.a(), f.b(), f.c(), u.mask(), f.keeps());
    } else {
      JvmValue value = number(u.src());
      lazy = flags.defer(lazy, Fn.OR, 64, value, new JvmValue.Const(0), null, u.mask(), false);
    }
  }

  private void divide(Uop.Divide u) {
    JvmValue hi = number(u.hi());
    JvmValue lo = number(u.lo());
    JvmValue divisor = number(u.divisor());
    out.pushRuntime();
    out.push(hi);
    out.push(lo);
    out.push(divisor);
    out.constant(u.bits());
    out.constant(u.signed() ? 1 : 0);
    out.callRuntime("divide", "(JJJIZ)Z");
    out.jump(IFEQ, fails());
    out.pushRuntime("quotient", "J");
    temps[u.quot()] = pop(u.quot());
    out.pushRuntime("remainder", "J");
    temps[u.rem()] = pop(u.rem());
  }

  private boolean writesRsp() {
    return uops.stream().anyMatch(u -> u instanceof Uop.Put p && p.state() == State.RSP);
  }

  private void guard() {
    JvmValue target = number(jump().target());
    if (block.terminator() instanceof Terminator.InlinedReturn r) {
      tracking.guardReturn(target, r.edge(), newRsp(), fails());
    } else {
      transfers.choose(target, block.terminator().edges());
    }
  }

  private Uop.Jump jump() {
    return (Uop.Jump) uops.getLast();
  }

  private JvmValue newRsp() {
    for (Uop u : uops) {
      if (u instanceof Uop.Put p && p.state() == State.RSP) {
        return number(p.src());
      }
    }
    throw new IllegalStateException(code.insn().toString());
  }

  /** Generates the jump that is taken if the conditional branch is taken. */
  void branch(Label taken) {
    Uop.Branch b = (Uop.Branch) uops.getLast();
    if (temps[b.cond()] instanceof JvmValue.DeferredCondition c) {
      jumpIf(c, taken);
    } else {
      out.push(number(b.cond()));
      out.constant(0L);
      out.op(LCMP);
      out.jump(IFNE, taken);
    }
  }

  /** Generates the side exit to the instruction's target. */
  void exitToTarget() {
    transfers.exitTo(number(jump().target()), block, lazy);
  }

  /** Generates the jump to the label of a known target; any other target leaves the passage. */
  void chooseTarget(List<Edge> edges, List<Label> labels) {
    if (code.flow() == Flow.INDIRECT_CALL) {
      transfers.goChosen(labels);
    } else {
      transfers.goTo(number(jump().target()), edges, labels);
    }
    exitToTarget();
  }
}
