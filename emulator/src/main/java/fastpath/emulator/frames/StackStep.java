package fastpath.emulator.frames;

import fastpath.emulator.frames.StackValue.AtEntry;
import fastpath.emulator.frames.StackValue.Constant;
import fastpath.emulator.frames.StackValue.Place;
import fastpath.emulator.isa.Action;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Executes the micro-ops of one instruction on what is known of the stack. */
final class StackStep {
  /** A mask that clears all bits of an offset within a page; no frame is aligned to a page. */
  private static final long PAGE = -4096;

  private final Lifted insn;
  private final long address;
  private final StackState before;
  private final StackValue[] temps;
  private final Place[] loadedFrom;
  private StackState after;
  private Place savesAt;
  private int saved = -1;
  private Place restoresFrom;
  private int restored = -1;
  private boolean movesStack;
  private boolean setsPointer;
  private boolean loadsFlags;
  private final List<MemoryAccess> accesses = new ArrayList<>();
  private Place takesAddress;
  private boolean findsStackEnd;

  private StackStep(Lifted insn, StackState before) {
    this.insn = insn;
    this.address = insn.insn().address();
    this.before = before;
    this.after = before;
    this.temps = new StackValue[insn.temps()];
    this.loadedFrom = new Place[insn.temps()];
    Arrays.fill(temps, StackValue.UNKNOWN);
  }

  /** Executes an instruction on the state before it. */
  static StackStep of(Lifted insn, StackState before) {
    StackStep step = new StackStep(insn, before);
    for (Uop u : insn.uops()) {
      step.execute(u);
    }
    return step;
  }

  StackState after() {
    return after;
  }

  /**
   * Returns the callee-saved register whose caller's value the instruction stores in the frame; -1
   * if none.
   */
  int saved() {
    return saved;
  }

  /** Returns the place where the callee-saved register is stored. */
  Place savesAt() {
    return savesAt;
  }

  /**
   * Returns the callee-saved register into which the instruction loads the caller's value; -1 if
   * none.
   */
  int restored() {
    return restored;
  }

  /** Returns the place from which the callee-saved register is loaded. */
  Place restoresFrom() {
    return restoresFrom;
  }

  boolean movesStack() {
    return movesStack;
  }

  /** True if the instruction makes rbp point to the place where the caller's rbp is saved. */
  boolean setsPointer() {
    return setsPointer;
  }

  long address() {
    return address;
  }

  /** Returns the loads and stores of the instruction in the order of execution. */
  List<MemoryAccess> accesses() {
    return accesses;
  }

  /**
   * True if the instruction puts the address of the low end of the kernel stack into a register.
   */
  boolean findsStackEnd() {
    return findsStackEnd;
  }

  /**
   * Returns the place in the function's frame whose address the instruction puts into a register;
   * null if none.
   */
  Place takesAddress() {
    return takesAddress;
  }

  Flow flow() {
    return insn.flow();
  }

  Action action() {
    return insn.insn().insn().form().action();
  }

  /**
   * True if the instruction moves an image of RFLAGS: a pushf, a popf, or a pop of the word that a
   * pushf has stored.
   */
  boolean transfersFlags() {
    return action() == Action.PUSH_FLAGS || action() == Action.POP_FLAGS || loadsFlags;
  }

  /** Returns the address of the push whose word a popf takes; -1 for any other instruction. */
  long feedsFlags() {
    if (action() != Action.POP_FLAGS || !(before.get(State.RSP) instanceof Place rsp)) {
      return -1;
    }
    StackState.Slot slot = before.slots().get(rsp);
    return slot == null ? -1 : slot.storedAt();
  }

  private void execute(Uop u) {
    switch (u) {
      case Uop.Imm i -> temps[i.dst()] = new Constant(i.value());
      case Uop.Get g -> {
        if (g.state().isGeneral()) {
          temps[g.dst()] = before.get(g.state());
        } else if (g.state() == State.GS_BASE) {
          temps[g.dst()] = new StackValue.PerCpu(0);
        }
      }
      case Uop.Pure p -> temps[p.dst()] = pure(p);
      case Uop.Load l -> load(l);
      case Uop.Store s -> store(s);
      case Uop.Put p -> {
        if (p.state().isGeneral()) {
          put(p.state(), p.src());
        }
      }
      case Uop.Trap t -> trap(t);
      case Uop.SetFlags f -> {}
      case Uop.Lock l -> {}
      case Uop.Fence f -> {}
      case Uop.Jump j -> {}
      case Uop.Branch b -> {}
      case Uop.Divide d -> {}
      case Uop.Aligned a -> {}
      case Uop.Canonical c -> {}
      case Uop.Writable w -> {}
    }
  }

  /** A trap may change every caller-saved register. */
  private void trap(Uop.Trap trap) {
    boolean cpuid = trap.kind() == Uop.Trap.Kind.CPUID;
    after = after.afterCall();
    if (cpuid) {
      after = after.with(State.RBX.index(), StackValue.UNKNOWN);
    }
  }

  private StackValue pure(Uop.Pure p) {
    if (p.bits() != 64) {
      return StackValue.UNKNOWN;
    }
    if (p.fn() == Fn.ADD) {
      return StackValue.add(temps[p.a()], temps[p.b()]);
    }
    if (p.fn() == Fn.SUB) {
      return below(temps[p.a()], negated(temps[p.b()]));
    }
    return p.fn() == Fn.AND ? aligned(temps[p.a()], temps[p.b()]) : StackValue.UNKNOWN;
  }

  private static StackValue negated(StackValue value) {
    return value instanceof Constant c ? new Constant(-c.value()) : StackValue.UNKNOWN;
  }

  /** A stack address minus an unknown number is an unknown place below this address. */
  private StackValue below(StackValue place, StackValue distance) {
    return place instanceof Place && !(distance instanceof Constant)
        ? new Place(address, 0)
        : StackValue.add(place, distance);
  }

  private StackValue aligned(StackValue a, StackValue b) {
    if (a instanceof Constant && b instanceof Place) {
      return aligned(b, a);
    }
    if (!(a instanceof Place && b instanceof Constant c && c.value() < 0)) {
      return StackValue.UNKNOWN;
    }
    return c.value() <= PAGE ? new StackValue.StackEnd(0) : new Place(address, 0);
  }

  private void load(Uop.Load l) {
    accesses.add(new MemoryAccess(temps[l.addr()], l.bytes(), false));
    if (l.bytes() == 8 && temps[l.addr()] instanceof StackValue.PerCpu p) {
      temps[l.dst()] = new StackValue.FromPerCpu(p.offset(), 0);
    }
    StackState.Slot slot =
        l.bytes() == 8 && temps[l.addr()] instanceof Place place ? before.slots().get(place) : null;
    if (slot != null) {
      temps[l.dst()] = slot.value();
      loadedFrom[l.dst()] = (Place) temps[l.addr()];
      loadsFlags |= slot.flags();
    }
  }

  private void store(Uop.Store s) {
    accesses.add(new MemoryAccess(temps[s.addr()], s.bytes(), true));
    if (!(temps[s.addr()] instanceof Place place)) {
      return;
    }
    boolean flags = action() == Action.PUSH_FLAGS;
    StackValue value = temps[s.src()];
    after = after.stored(place, s.bytes(), new StackState.Slot(value, address, flags));
    if (s.bytes() == 8
        && place.isOwn()
        && value instanceof AtEntry e
        && CalleeSaved.contains(e.register())
        && !before.isSavedElsewhere(e.register(), place)) {
      saved = e.register();
      savesAt = place;
    }
  }

  private void put(State state, int src) {
    StackValue value = temps[src];
    int register = state.index();
    movesStack |= state == State.RSP;
    if (state == State.RSP && value instanceof StackValue.StackEnd) {
      value = new Place(address, 0);
    }
    if (loadedFrom[src] != null
        && value.equals(new AtEntry(register))
        && CalleeSaved.contains(register)) {
      restored = register;
      restoresFrom = loadedFrom[src];
    }
    setsPointer |=
        state == State.RBP && value instanceof Place place && after.holdsFramePointer(place);
    findsStackEnd |= value instanceof StackValue.StackEnd;
    if (value instanceof Place place && place.isOwn() && state != State.RSP && !setsPointer) {
      takesAddress = place;
    }
    after = after.with(register, value);
  }
}
