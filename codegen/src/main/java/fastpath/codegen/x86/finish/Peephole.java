package fastpath.codegen.x86.finish;

import fastpath.codegen.x86.machine.Liveness;
import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineFunction;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineInsn.Kind;
import fastpath.codegen.x86.machine.MachineOperand;
import fastpath.codegen.x86.machine.MachineOperand.Immediate;
import fastpath.codegen.x86.machine.MachineOperand.Memory;
import fastpath.codegen.x86.machine.MachineOperand.Register;
import fastpath.codegen.x86.machine.Opcode;
import fastpath.codegen.x86.machine.Registers;
import java.util.ArrayList;
import java.util.BitSet;

/** Replaces instructions by shorter forms that are possible after register allocation. */
public final class Peephole {
  private Peephole() {}

  /** Runs the pass on one function, in place. */
  public static void run(MachineFunction function) {
    removeDead(function);
    for (MachineBlock block : function.blocks) {
      shorten(block);
      dropTests(block);
      shortenZeros(block);
    }
  }

  /** Removes moves, leas and loads of constants whose result is unused. */
  private static void removeDead(MachineFunction function) {
    function.renumber();
    Liveness liveness = Liveness.of(function);
    for (MachineBlock block : function.blocks) {
      BitSet live = liveness.out(block);
      ArrayList<MachineInsn> kept = new ArrayList<>(block.insns.size());
      for (MachineInsn insn : block.insns.reversed()) {
        boolean pure =
            insn.isCopy()
                || insn.kind == Kind.PLAIN
                    && (insn.opcode == Opcode.LEA
                        || insn.opcode == Opcode.MOV && insn.operands[1] instanceof Immediate);
        int d = insn.operands.length > 0 ? insn.register(0) : MachineOperand.NONE;
        if (pure && d >= 0 && d != Registers.RSP && !live.get(d)) {
          continue;
        }
        kept.add(insn);
        Liveness.step(live, insn);
      }
      block.insns.clear();
      block.insns.addAll(kept.reversed());
    }
  }

  /**
   * Returns the positions after which the flags are not read. Flags are not live across blocks. The
   * positions stay valid for a forward pass that changes only instructions it has passed.
   */
  private static BitSet flagsDeadAfter(MachineBlock block) {
    BitSet dead = new BitSet(block.insns.size());
    boolean isDead = true;
    for (int k = block.insns.size() - 1; k >= 0; k--) {
      dead.set(k, isDead);
      MachineInsn insn = block.insns.get(k);
      isDead = !insn.readsFlags() && (isDead || !insn.keepsFlags());
    }
    return dead;
  }

  private static void shorten(MachineBlock block) {
    BitSet flagsDead = flagsDeadAfter(block);
    for (int k = 0; k < block.insns.size(); k++) {
      MachineInsn insn = block.insns.get(k);
      if (insn.kind == Kind.PLAIN
          && insn.opcode == Opcode.LEA
          && insn.operands[1] instanceof Memory m
          && m.slot() < 0
          && m.symbol() == null) {
        MachineInsn shorter = shorterLea(insn, m, flagsDead.get(k));
        if (shorter != null) {
          block.insns.set(k, shorter);
        }
      }
    }
  }

  private static MachineInsn shorterLea(MachineInsn insn, Memory m, boolean flagsDead) {
    Register d = (Register) insn.operands[0];
    boolean hasBase = m.base() >= 0;
    boolean hasIndex = m.index() >= 0;
    if (hasBase && !hasIndex && m.disp() == 0) {
      return MachineInsn.plain(Opcode.MOV, insn.loc, d, new Register(m.base(), d.bits()));
    }
    if (!hasBase && hasIndex && m.scale() == 2 && m.disp() == 0) {
      if (m.index() == d.number() && flagsDead) {
        return MachineInsn.plain(Opcode.ADD, insn.loc, d, d);
      }
      return MachineInsn.plain(
          Opcode.LEA,
          insn.loc,
          d,
          new Memory(0, m.segment(), m.index(), m.index(), 1, 0, null, MachineOperand.NONE));
    }
    if (!flagsDead) {
      return null;
    }
    if (hasBase && !hasIndex && m.base() == d.number()) {
      // -128 fits in a byte and 128 does not.
      boolean negative =
          m.disp() < 0 && m.disp() != -128 && m.disp() != Integer.MIN_VALUE || m.disp() == 128;
      return MachineInsn.plain(
          negative ? Opcode.SUB : Opcode.ADD,
          insn.loc,
          d,
          new Immediate(negative ? -m.disp() : m.disp(), null));
    }
    if (hasBase && hasIndex && m.scale() == 1 && m.disp() == 0) {
      if (m.base() == d.number()) {
        return MachineInsn.plain(Opcode.ADD, insn.loc, d, new Register(m.index(), d.bits()));
      }
      if (m.index() == d.number()) {
        return MachineInsn.plain(Opcode.ADD, insn.loc, d, new Register(m.base(), d.bits()));
      }
    }
    if (!hasBase && hasIndex && m.index() == d.number() && m.disp() == 0 && m.scale() > 1) {
      int count = Integer.numberOfTrailingZeros(m.scale());
      return MachineInsn.plain(Opcode.SHL, insn.loc, d, new Immediate(count, null));
    }
    return null;
  }

  /** Removes a test of a result whose own instruction has already set the flags. */
  private static void dropTests(MachineBlock block) {
    for (int k = 1; k < block.insns.size(); k++) {
      MachineInsn test = block.insns.get(k);
      if (test.kind == Kind.PLAIN
          && test.opcode == Opcode.TEST
          && test.operands[0].equals(test.operands[1])
          && test.operands[0] instanceof Register r
          && isTested(block, k, r)) {
        block.insns.remove(k--);
      }
    }
  }

  private static boolean isTested(MachineBlock block, int k, Register r) {
    for (int n = k - 1; n >= 0; n--) {
      MachineInsn insn = block.insns.get(n);
      if (insn.keepsFlags()) {
        if (insn.writes(r.number())) {
          return false;
        }
        continue;
      }
      if (insn.kind != Kind.PLAIN
          || !r.equals(insn.operands.length > 0 ? insn.operands[0] : null)) {
        return false;
      }
      return switch (insn.opcode.flags()) {
        case AS_TEST -> true;
        case ZERO_AND_SIGN -> onlyZeroAndSignRead(block, k);
        case ZERO_AND_SIGN_BY_COUNT ->
            insn.operands[1] instanceof Immediate c
                && c.value() != 0
                && onlyZeroAndSignRead(block, k);
        case KEPT, READ, OTHER -> false;
      };
    }
    return false;
  }

  private static boolean onlyZeroAndSignRead(MachineBlock block, int k) {
    for (int n = k + 1; n < block.insns.size(); n++) {
      MachineInsn insn = block.insns.get(n);
      if (insn.readsFlags()) {
        if (!insn.condition.readsZeroOrSignOnly()) {
          return false;
        }
      } else if (!insn.keepsFlags()) {
        return true;
      }
    }
    return true;
  }

  private static void shortenZeros(MachineBlock block) {
    BitSet flagsDead = flagsDeadAfter(block);
    for (int k = 0; k < block.insns.size(); k++) {
      MachineInsn insn = block.insns.get(k);
      if (insn.kind == Kind.PLAIN
          && insn.opcode == Opcode.MOV
          && insn.operands[0] instanceof Register d
          && insn.operands[1] instanceof Immediate c
          && c.symbol() == null) {
        if (c.value() == 0 && flagsDead.get(k)) {
          Register low = new Register(d.number(), 32);
          block.insns.set(k, MachineInsn.plain(Opcode.XOR, insn.loc, low, low));
        } else if (d.bits() == 64 && c.value() >= 0 && c.value() <= 0xffffffffL) {
          insn.operands[0] = new Register(d.number(), 32);
          insn.operands[1] = new Immediate((int) c.value(), null);
        }
      }
    }
  }
}
