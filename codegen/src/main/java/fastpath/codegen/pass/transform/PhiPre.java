package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.DefUseChains;
import fastpath.codegen.pass.analysis.NaturalLoops;
import fastpath.codegen.pass.edit.Replacements;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves an operation on a PHI into the predecessors if it needs an instruction in at most one of
 * them: x ^ phi(0, y) becomes phi(x, x ^ y). gcc's partial redundancy elimination does this.
 */
public final class PhiPre {
  private PhiPre() {}

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    Dominators dominators = Dominators.of(f);
    NaturalLoops loops = NaturalLoops.of(dominators);
    DefUseChains uses = DefUseChains.of(f);
    Replacements rewrite = new Replacements();
    for (Block b : dominators.order()) {
      for (Instr phi : List.copyOf(b.instrs)) {
        if (phi.op == Op.PHI
            && loops.startingAt(b) == null
            && uses.count(phi) == 1
            && uses.of(phi).get(0).op.isBinary()
            && !uses.of(phi).get(0).op.isDivision()) {
          move(phi, uses.of(phi).get(0), dominators, loops, rewrite);
        }
      }
    }
    rewrite.apply(f);
  }

  private static void move(
      Instr phi, Instr user, Dominators dominators, NaturalLoops loops, Replacements rewrite) {
    Block b = phi.block;
    int position = user.arg(0) == phi ? 0 : 1;
    Value other = user.arg(1 - position);
    boolean available =
        !(other instanceof Instr def)
            || def.block != b && dominators.dominates(def.block, b) && rewrite.get(def) == def;
    if (!available || other == phi || loops.depth(user.block) != loops.depth(b)) {
      return;
    }
    int computed = 0;
    Value[] simple = new Value[phi.args.size()];
    for (int i = 0; i < simple.length; i++) {
      simple[i] = trivially(user, position, phi.arg(i), other);
      if (simple[i] == null) {
        computed++;
        if (b.preds.get(i).succs.size() != 1) {
          return;
        }
      }
    }
    if (computed > 1 || computed == simple.length) {
      return;
    }
    List<Value> args = new ArrayList<>();
    for (int i = 0; i < simple.length; i++) {
      if (simple[i] != null) {
        args.add(simple[i]);
        continue;
      }
      Value arg = rewrite.get(phi.arg(i));
      Instr copy =
          position == 0
              ? Instr.of(user.op, user.type, user.loc, arg, other)
              : Instr.of(user.op, user.type, user.loc, other, arg);
      args.add(b.preds.get(i).insertAtEnd(copy));
    }
    Instr merged = b.insert(0, new Instr(Op.PHI, user.type, args, null, user.loc));
    rewrite.replace(user, merged);
  }

  /** Returns the result of the operation if the result needs no instruction, else null. */
  private static Value trivially(Instr user, int position, Value arg, Value other) {
    if (!(arg instanceof Const c)) {
      return null;
    }
    if (c.is(0)) {
      return switch (user.op) {
        case ADD, OR, XOR -> other;
        case SUB, SHL, LSHR, ASHR -> position == 1 ? other : null;
        case AND, MUL -> c;
        case ROTL, SDIV, UDIV, SREM, UREM, NEG, NOT, BSWAP, CTZ, CLZ, POPCNT -> null;
        case ICMP, SELECT, ZEXT, SEXT, TRUNC, EXPECT, LOAD, STORE, ALLOCA -> null;
        case ATOMIC_RMW, CMPXCHG, FENCE, CALL, ASM, RESULT, READ_REG, WRITE_REG -> null;
        case DYNAMIC_ALLOCA, FRAME_ADDRESS, RETURN_ADDRESS, PHI, BR, CONDBR, SWITCH, RET -> null;
        case UNREACHABLE, ASM_GOTO -> null;
      };
    }
    return other instanceof Const k
        ? Const.of(
            user.type,
            fastpath.codegen.ir.Arith.apply(
                user.op,
                user.type,
                user.type,
                null,
                position == 0 ? c.value() : k.value(),
                position == 0 ? k.value() : c.value(),
                0))
        : null;
  }
}
