package fastpath.emulator.frames;

import fastpath.emulator.frames.StackValue.AtEntry;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.State;
import java.util.HashMap;
import java.util.Map;

/**
 * Computes the registers that a call may change, as bits by encoding number. A callee that begins
 * by pushing caller-saved registers, as the kernel's thunks do, is analysed: a register is
 * unchanged if it holds its value at entry at each return. Any other callee is assumed to change
 * all caller-saved registers.
 */
final class ChangedRegisters {
  /** The number of instructions at the start of a callee that are searched for pushes. */
  private static final int MOST_PUSHES = 16;

  /** The registers that compilers push to align the stack. */
  private static final int ALIGNS = 1 << State.RAX.index();

  private final ProgramCode code;
  private final Map<Long, Integer> known = new HashMap<>();

  ChangedRegisters(ProgramCode code) {
    this.code = code;
  }

  /**
   * Returns the registers that a call may change; all caller-saved registers if the callee is not
   * known.
   */
  int by(Lifted call) {
    return call.flow() == Flow.CALL && call.insn().insn().operand(0) instanceof Operand.Rel rel
        ? known.computeIfAbsent(rel.target(), this::byFunction)
        : CalleeSaved.others();
  }

  private int byFunction(long entry) {
    FunctionExtent function = code.function(entry);
    if (function == null || function.entry() != entry || !savesOthers(entry)) {
      return CalleeSaved.others();
    }
    int changed = 0;
    boolean returns = false;
    for (Map.Entry<Long, StackState> e :
        StackAnalysis.of(function, code, c -> CalleeSaved.others()).entrySet()) {
      Decoded insn = code.decode(e.getKey());
      if (insn == null || leaves(Lifter.lift(insn), function)) {
        return CalleeSaved.others();
      }
      if (Lifter.lift(insn).flow() == Flow.RET) {
        returns = true;
        changed |= changed(e.getValue());
      }
    }
    return returns ? changed : CalleeSaved.others();
  }

  private boolean savesOthers(long entry) {
    long address = entry;
    for (int i = 0; i < MOST_PUSHES; i++) {
      Decoded insn = code.decode(address);
      if (insn == null || Lifter.lift(insn).flow() != Flow.NEXT) {
        return false;
      }
      if (insn.insn().isPush()
          && insn.insn().operand(0) instanceof Operand.RegOp pushed
          && (1 << pushed.reg().number() & CalleeSaved.others() & ~ALIGNS) != 0) {
        return true;
      }
      address = insn.next();
    }
    return false;
  }

  private static boolean leaves(Lifted insn, FunctionExtent function) {
    return switch (insn.flow()) {
      case JUMP, BRANCH ->
          !(insn.insn().insn().operand(0) instanceof Operand.Rel rel
              && function.contains(rel.target()));
      case INDIRECT_JUMP -> true;
      case NEXT, CALL, INDIRECT_CALL, RET, STOP -> false;
    };
  }

  private static int changed(StackState atReturn) {
    int changed = 0;
    for (int r = 0; r < State.GENERAL; r++) {
      changed |= atReturn.registers()[r].equals(new AtEntry(r)) ? 0 : 1 << r;
    }
    return changed & CalleeSaved.others();
  }
}
