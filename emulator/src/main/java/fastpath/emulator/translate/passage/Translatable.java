package fastpath.emulator.translate.passage;

import fastpath.emulator.engine.Repetition;
import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Repeat;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;

/**
 * Decides which instructions are translated to bytecode. The interpreter executes all other
 * instructions.
 */
public final class Translatable {
  /**
   * A change of IF is left to the interpreter, because an interrupt may have to be delivered after
   * the change.
   */
  private static final long INTERPRETED_FLAGS = Flags.IF;

  private Translatable() {}

  /** True if generated code can perform all micro-ops of an instruction. */
  public static boolean covers(Lifted insn) {
    boolean stored = false;
    for (Uop u : insn.uops()) {
      if (!covers(insn, u, stored)) {
        return false;
      }
      stored |= u instanceof Uop.Store;
    }
    return insn.repeat() == Repeat.NONE || Repetition.of(insn) != Repetition.OTHER;
  }

  /**
   * True if generated code can perform a micro-op. After a side exit within an instruction, the
   * interpreter executes the instruction from its beginning, which must not repeat a store.
   * Therefore no micro-op that may cause a side exit is translated after a store.
   */
  private static boolean covers(Lifted insn, Uop uop, boolean stored) {
    return switch (uop) {
      case Uop.Imm u -> true;
      case Uop.Get u -> isRead(u.state());
      case Uop.Put u -> isWritten(u.state());
      case Uop.Pure u -> true;
      case Uop.Load u -> !stored;
      case Uop.Divide u -> !stored;
      case Uop.Store u -> !stored;
      case Uop.SetFlags u -> (u.mask() & INTERPRETED_FLAGS) == 0;
      case Uop.Lock u -> true;
      case Uop.Fence u -> true;
      case Uop.Jump u -> true;
      case Uop.Branch u -> true;
      case Uop.Aligned u -> false;
      case Uop.Canonical u -> !stored;
      // The store to the same bytes checks that they are writable.
      case Uop.Writable u -> !stored && isStored(insn, u.addr(), u.bytes());
      case Uop.Trap u -> false;
    };
  }

  private static boolean isRead(State s) {
    return s != State.RIP && s != State.TSC;
  }

  /**
   * True if generated code can write a state. Other states are written too rarely to be worth code.
   */
  private static boolean isWritten(State s) {
    return s.isGeneral() || s == State.FS_BASE || s == State.GS_BASE;
  }

  private static boolean isStored(Lifted insn, int address, int bytes) {
    for (Uop u : insn.uops()) {
      if (u instanceof Uop.Store s && s.bytes() >= bytes && isSame(insn, s.addr(), address)) {
        return true;
      }
    }
    return false;
  }

  /** True if two temps certainly have the same value. */
  private static boolean isSame(Lifted insn, int a, int b) {
    if (a < 0 || b < 0) {
      return a == b;
    }
    Uop x = insn.definition(a);
    Uop y = insn.definition(b);
    return x instanceof Uop.Imm i && y instanceof Uop.Imm j && i.value() == j.value()
        || x instanceof Uop.Get g && y instanceof Uop.Get h && g.state() == h.state()
        || x instanceof Uop.Pure p
            && y instanceof Uop.Pure q
            && p.fn() == q.fn()
            && p.bits() == q.bits()
            && isSame(insn, p.a(), q.a())
            && isSame(insn, p.b(), q.b())
            && isSame(insn, p.c(), q.c());
  }
}
