package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.DefUseChains;
import fastpath.codegen.pass.analysis.NaturalLoops;
import fastpath.codegen.pass.rules.Simplify;
import java.util.List;

/**
 * Lets a loop's counter and its incremented value share a register. The increment moves after the
 * last use of the old value; uses that must follow the increment are expressed by the new value, as
 * in gcc's ivopts ({@code -1(%rbx,%rcx)}). No pass after this one may change arithmetic, because
 * {@link Simplify} would undo it.
 */
public final class IncrementSinking {
  private final Dominators dominators;
  private final DefUseChains uses;

  private IncrementSinking(Function f) {
    dominators = Dominators.of(f);
    uses = DefUseChains.of(f);
  }

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    IncrementSinking pass = new IncrementSinking(f);
    for (NaturalLoops.Loop loop : NaturalLoops.of(pass.dominators).all()) {
      Block h = loop.header();
      for (Instr phi : List.copyOf(h.instrs.subList(0, h.phiCount()))) {
        for (int i = 0; i < phi.args.size(); i++) {
          if (loop.contains(h.preds.get(i)) && isStep(phi.arg(i), phi)) {
            pass.step(phi, (Instr) phi.arg(i), loop);
            break;
          }
        }
      }
    }
  }

  private static boolean isStep(Value v, Instr phi) {
    return v instanceof Instr next
        && next.op == Op.ADD
        && next.arg(0) == phi
        && next.arg(1) instanceof Const;
  }

  private void step(Instr phi, Instr next, NaturalLoops.Loop loop) {
    Block b = next.block;
    b.instrs.remove(next);
    b.instrs.add(place(next, b), next);
    long step = ((Const) next.arg(1)).value();
    for (Instr user : uses.of(phi)) {
      if (user != next && user.op != Op.PHI && isAfter(user, next)) {
        restate(user, phi, next, step);
      }
    }
  }

  /**
   * Returns the latest position that the increment's uses, the block's comparison and the
   * comparison's loads allow.
   */
  private int place(Instr next, Block b) {
    Instr t = b.terminator();
    Instr compare =
        !t.args.isEmpty() && t.arg(0) instanceof Instr c && c.block == b && c.op == Op.ICMP
            ? c
            : null;
    for (int i = b.phiCount(); i < b.instrs.size(); i++) {
      Instr x = b.instrs.get(i);
      boolean compared =
          x == compare
              || compare != null
                  && x.op == Op.LOAD
                  && compare.args.contains(x)
                  && uses.count(x) == 1;
      if (x == t || compared || x.args.contains(next)) {
        return i;
      }
    }
    throw new IllegalStateException();
  }

  private boolean isAfter(Instr user, Instr next) {
    if (user.block == next.block) {
      return user.block.instrs.indexOf(user) > user.block.instrs.indexOf(next);
    }
    return dominators.dominates(next.block, user.block)
        && !dominators.dominates(user.block, next.block);
  }

  /** Makes a user of the old value use the new value, if the change needs no instruction. */
  private void restate(Instr user, Instr phi, Instr next, long step) {
    switch (user.op) {
      case ICMP -> {
        if (user.pred().isEquality() && user.arg(0) == phi && user.arg(1) instanceof Const k) {
          user.args.set(0, next);
          user.args.set(1, Const.of(phi.type, k.value() + step));
        }
      }
      case LOAD -> address(user, next, step);
      case STORE -> {
        if (user.arg(1) != phi) {
          address(user, next, step);
        }
      }
      case ADD -> {
        if (user.arg(1) instanceof Const k && isAddress(user)) {
          user.args.set(0, next);
          user.args.set(1, Const.i64(k.value() - step));
        }
      }
      case SUB, MUL, AND, OR, XOR, SHL, LSHR, ASHR, ROTL, SDIV, UDIV, SREM, UREM -> {}
      case NEG, NOT, BSWAP, CTZ, CLZ, POPCNT, SELECT, ZEXT, SEXT, TRUNC, EXPECT -> {}
      case ALLOCA, ATOMIC_RMW, CMPXCHG, FENCE, CALL, ASM, RESULT -> {}
      case READ_REG, WRITE_REG, DYNAMIC_ALLOCA, FRAME_ADDRESS, RETURN_ADDRESS -> {}
      case PHI, BR, CONDBR, SWITCH, RET, UNREACHABLE, ASM_GOTO -> {}
    }
  }

  private void address(Instr access, Instr next, long step) {
    Block b = access.block;
    Instr old = Instr.of(Op.ADD, Type.I64, access.loc, next, Const.i64(-step));
    b.insert(b.instrs.indexOf(access), old);
    access.args.set(0, old);
  }

  private boolean isAddress(Instr sum) {
    for (Instr user : uses.of(sum)) {
      if (user.op != Op.LOAD && (user.op != Op.STORE || user.arg(1) == sum)) {
        return false;
      }
    }
    return sum.type == Type.I64;
  }
}
