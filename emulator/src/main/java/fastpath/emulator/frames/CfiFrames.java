package fastpath.emulator.frames;

import fastpath.emulator.debug.Cfi;
import fastpath.emulator.debug.Fde;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Insn;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Reg;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;

/**
 * Finds frame instructions by call frame information (CFI): instructions that move the CFA (push,
 * pop, sub, add, leave), save or restore a callee-saved register, or set up the frame pointer.
 */
public final class CfiFrames implements FrameFacts {
  private final Cfi cfi;

  public CfiFrames(Cfi cfi) {
    this.cfi = cfi;
  }

  @Override
  public FrameUse use(Lifted insn) {
    Fde f = cfi.function(insn.insn().address());
    if (f == null) {
      return FrameUse.UNKNOWN;
    }
    return insn.flow() == Flow.NEXT ? use(insn, f) : FrameUse.NONE;
  }

  private static FrameUse use(Lifted insn, Fde f) {
    Decoded d = insn.insn();
    Cfi.Rules before = f.at(d.address());
    Cfi.Rules after = d.next() - f.start() < f.size() ? f.at(d.next()) : before;
    if (isSave(d, before, f)) {
      return FrameUse.SAVE;
    }
    if (isRestore(insn, before, f)) {
      return FrameUse.RESTORE;
    }
    if (writes(insn, State.RSP)) {
      return moves(before, after) || undescribed(d, before) ? FrameUse.STACK : FrameUse.NONE;
    }
    return before.cfaRegister() != after.cfaRegister() && writes(insn, State.RBP)
        ? FrameUse.POINTER
        : FrameUse.NONE;
  }

  private static boolean moves(Cfi.Rules before, Cfi.Rules after) {
    return before.cfaRegister() != after.cfaRegister() || before.cfaOffset() != after.cfaOffset();
  }

  /**
   * CFI does not describe every change of rsp: changes while the CFA is relative to a frame pointer
   * are not described, and some compilers omit epilogues.
   */
  private static boolean undescribed(Decoded d, Cfi.Rules before) {
    return before.cfaRegister() == State.RBP.index()
        && switch (d.insn().form().action()) {
          case PUSH, POP, PUSH_FLAGS, POP_FLAGS -> false;
          case MOVE,
              INCREMENT,
              EXCHANGE_ADD,
              EXCHANGE,
              ALLOW_USER_ACCESS,
              FORBID_USER_ACCESS,
              NO_OPERATION,
              END_BRANCH,
              DISABLE_INTERRUPTS,
              OTHER ->
              true;
        };
  }

  private static boolean isSave(Decoded d, Cfi.Rules before, Fde f) {
    Insn insn = d.insn();
    if (insn.isPush()) {
      int register = calleeSaved(insn.operand(0));
      // Compilers describe a save directly after the push, or at the end of the prologue.
      return register >= 0
          && !before.saved().containsKey(register)
          && (before.cfaRegister() == State.RSP.index()
              ? savedAt(f, register, -before.cfaOffset() - 8)
              : savedAnywhere(f, register));
    }
    return insn.isMove()
        && insn.operand(0) instanceof Operand.Mem m
        && !before.saved().containsKey(calleeSaved(insn.operand(1)))
        && inSlot(m, calleeSaved(insn.operand(1)), before, f);
  }

  private static boolean isRestore(Lifted lifted, Cfi.Rules before, Fde f) {
    Insn insn = lifted.insn().insn();
    if (insn.isPop()) {
      int register = calleeSaved(insn.operand(0));
      return register >= 0 && savedAnywhere(f, register);
    }
    if (writes(lifted, State.RSP) && writes(lifted, State.RBP)) {
      return before.cfaRegister() == State.RBP.index() && savedAnywhere(f, State.RBP.index());
    }
    return insn.isMove()
        && insn.operand(1) instanceof Operand.Mem m
        && inSlot(m, calleeSaved(insn.operand(0)), before, f);
  }

  /**
   * True if the operand is the stack slot in which the function saves the register according to its
   * CFI.
   */
  private static boolean inSlot(Operand.Mem m, int register, Cfi.Rules rules, Fde f) {
    return register >= 0
        && m.index() == null
        && m.symbol() == null
        && (m.base() == Reg.RSP && rules.cfaRegister() == State.RSP.index()
            || m.base() == Reg.RBP && rules.cfaRegister() == State.RBP.index())
        && savedAt(f, register, m.disp() - rules.cfaOffset());
  }

  private static boolean savedAt(Fde f, int register, long slot) {
    for (Cfi.Row row : f.rows()) {
      if (Long.valueOf(slot).equals(row.rules().saved().get(register))) {
        return true;
      }
    }
    return false;
  }

  private static boolean savedAnywhere(Fde f, int register) {
    for (Cfi.Row row : f.rows()) {
      if (row.rules().saved().containsKey(register)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the encoding number of a 64-bit callee-saved register; -1 for any other operand. */
  private static int calleeSaved(Operand o) {
    return o instanceof Operand.RegOp r
            && r.reg().kind() == Reg.Kind.GPR
            && r.reg().bits() == 64
            && CalleeSaved.contains(r.reg().number())
        ? r.reg().number()
        : -1;
  }

  private static boolean writes(Lifted insn, State state) {
    for (Uop u : insn.uops()) {
      if (u instanceof Uop.Put p && p.state() == state) {
        return true;
      }
    }
    return false;
  }
}
