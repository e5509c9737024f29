package fastpath.emulator.engine;

import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Repeat;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;

/** The kinds of instructions with a rep prefix, recognised by their micro-ops. */
public enum Repetition {
  /** Copies elements from rsi to rdi: rep movs. */
  COPY,
  /** Stores rax to elements at rdi: rep stos. */
  FILL,
  /** Any other instruction with a rep prefix, or an instruction without one. */
  OTHER;

  /** Returns the kind of an instruction. */
  public static Repetition of(Lifted insn) {
    if (insn.repeat() != Repeat.REP) {
      return OTHER;
    }
    Uop.Store store = null;
    Uop.Load load = null;
    for (Uop u : insn.uops()) {
      if (u instanceof Uop.Store s) {
        store = s;
      } else if (u instanceof Uop.Load l) {
        load = l;
      } else if (u instanceof Uop.Put p && !advances(insn, p, bytes(insn))) {
        return OTHER;
      }
    }
    if (store == null || !insn.isState(store.addr(), State.RDI)) {
      return OTHER;
    }
    if (load == null) {
      return insn.isState(store.src(), State.RAX) ? FILL : OTHER;
    }
    return load.dst() == store.src() && insn.isState(load.addr(), State.RSI) ? COPY : OTHER;
  }

  /**
   * Returns the size in bytes of an element that the instruction stores; 0 if the instruction
   * stores nothing.
   */
  public static int bytes(Lifted insn) {
    for (Uop u : insn.uops()) {
      if (u instanceof Uop.Store s) {
        return s.bytes();
      }
    }
    return 0;
  }

  /** True if a pointer advances by one element in the direction that the direction flag gives. */
  private static boolean advances(Lifted insn, Uop.Put put, int bytes) {
    return bytes > 0
        && insn.definition(put.src()) instanceof Uop.Pure sum
        && sum.fn() == Fn.ADD
        && sum.bits() == 64
        && insn.isState(sum.a(), put.state())
        && insn.definition(sum.b()) instanceof Uop.Pure step
        && step.fn() == Fn.STEP
        && step.bits() == 8 * bytes
        && insn.isState(step.a(), State.RFLAGS);
  }
}
