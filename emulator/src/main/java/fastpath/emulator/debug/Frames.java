package fastpath.emulator.debug;

import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Insn;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Reg;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Which instructions make and undo a stack frame, by CFI: those that move the CFA (push, pop, sub,
 * add, leave), save or restore a callee-saved register, or set up the frame pointer. Calls and
 * returns are none of these; code without CFI has none.
 */
public final class Frames {
  private static final int RSP = 4;
  private static final int RBP = 5;

  /** rbx, rbp, r12 to r15 (System V ABI for AMD64, 3.2.1). */
  private static final Set<Integer> CALLEE_SAVED = Set.of(3, 5, 12, 13, 14, 15);

  private final Cfi cfi;
  private final LongFunction<Decoded> decode;

  /**
   * @param decode the instruction at an address, or null
   */
  public Frames(Cfi cfi, LongFunction<Decoded> decode) {
    this.cfi = cfi;
    this.decode = decode;
  }

  /** Whether the instruction at an address belongs to the frame; false if it is no code. */
  public boolean isFrame(long address) {
    Decoded insn = decode.apply(address);
    return insn != null && isFrame(insn);
  }

  /** Whether the instruction belongs to the frame. */
  public boolean isFrame(Decoded insn) {
    return cfi.function(insn.address()) != null && isFrame(Lifter.lift(insn));
  }

  /** Whether the instruction belongs to the frame. */
  public boolean isFrame(Lifted insn) {
    Fde f = insn.flow() == Flow.NEXT ? cfi.function(insn.insn().address()) : null;
    return f != null && isFrame(insn, f);
  }

  private boolean isFrame(Lifted insn, Fde f) {
    Decoded d = insn.insn();
    Cfi.Rules before = f.at(d.address());
    Cfi.Rules after = d.next() - f.start() < f.size() ? f.at(d.next()) : before;
    if (writes(insn, State.RSP)) {
      return moves(before, after) || undescribed(d, before, f);
    }
    return before.cfaRegister() != after.cfaRegister() && writes(insn, State.RBP)
        || isSave(d, before, f)
        || isRestore(d, before, f);
  }

  private static boolean moves(Cfi.Rules before, Cfi.Rules after) {
    return before.cfaRegister() != after.cfaRegister() || before.cfaOffset() != after.cfaOffset();
  }

  /**
   * Changes of rsp that CFI does not tell: below a frame pointer, in epilogues of some compilers.
   */
  private static boolean undescribed(Decoded d, Cfi.Rules before, Fde f) {
    String mnemonic = d.insn().mnemonic();
    if (mnemonic.equals("push") || mnemonic.equals("pop")) {
      return mnemonic.equals("push") ? isSave(d, before, f) : isRestore(d, before, f);
    }
    return before.cfaRegister() == RBP
        && !mnemonic.startsWith("pushf")
        && !mnemonic.startsWith("popf");
  }

  /** Whether the instruction saves a callee-saved register, by push or by mov. */
  public boolean isSave(Decoded insn) {
    Fde f = cfi.function(insn.address());
    return f != null && isSave(insn, f.at(insn.address()), f);
  }

  private static boolean isSave(Decoded d, Cfi.Rules before, Fde f) {
    Insn insn = d.insn();
    if (insn.isPush()) {
      int register = calleeSaved(insn.operand(0));
      // Compilers describe a save at the push or once the prologue is done.
      return register >= 0
          && !before.saved().containsKey(register)
          && (before.cfaRegister() == RSP
              ? savedAt(f, register, -before.cfaOffset() - 8)
              : savedAnywhere(f, register));
    }
    return insn.isMove()
        && insn.operand(0) instanceof Operand.Mem m
        && !before.saved().containsKey(calleeSaved(insn.operand(1)))
        && inSlot(m, calleeSaved(insn.operand(1)), before, f);
  }

  private static boolean isRestore(Decoded d, Cfi.Rules before, Fde f) {
    Insn insn = d.insn();
    if (insn.isPop()) {
      int register = calleeSaved(insn.operand(0));
      return register >= 0 && savedAnywhere(f, register);
    }
    return insn.isMove()
        && insn.operand(1) instanceof Operand.Mem m
        && inSlot(m, calleeSaved(insn.operand(0)), before, f);
  }

  /** Whether the operand is the place where CFI says that the function saves the register. */
  private static boolean inSlot(Operand.Mem m, int register, Cfi.Rules rules, Fde f) {
    return register >= 0
        && m.index() == null
        && m.symbol() == null
        && (m.base() == Reg.RSP && rules.cfaRegister() == RSP
            || m.base() == Reg.RBP && rules.cfaRegister() == RBP)
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

  /** The number of a 64-bit callee-saved register; -1 for any other operand. */
  private static int calleeSaved(Operand o) {
    return o instanceof Operand.RegOp r
            && r.reg().kind() == Reg.Kind.GPR
            && r.reg().bits() == 64
            && CALLEE_SAVED.contains(r.reg().number())
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
