package fastpath.emulator.engine;

import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Repeat;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;

/** Which repeated instructions are bulk moves, told from their micro-ops. */
public enum Repetition {
  /** Elements go from rsi to rdi: rep movs. */
  COPY,
  /** rax goes to elements at rdi: rep stos. */
  FILL,
  /** Something else, or none. */
  OTHER;

  /** What an instruction is. */
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

  /** Bytes of an element; 0 if nothing is stored. */
  public static int bytes(Lifted insn) {
    for (Uop u : insn.uops()) {
      if (u instanceof Uop.Store s) {
        return s.bytes();
      }
    }
    return 0;
  }

  /** Whether a pointer is put one element further, as the direction flag has it. */
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
