package fastpath.codegen.pass.edit;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies a block for some of its predecessors (tail duplication). */
public final class BlockDuplication {
  private final Block original;
  private final Block copy;
  private final Map<Value, Value> values = new HashMap<>();

  private BlockDuplication(Block original, Block copy) {
    this.original = original;
    this.copy = copy;
  }

  /**
   * Returns the number of instructions that a copy would have; a large number if an instruction
   * must not be copied.
   */
  public static int cost(Block b) {
    int cost = 0;
    for (Instr x : b.instrs) {
      cost +=
          switch (x.op) {
            case PHI, BR, CONDBR, EXPECT, RESULT, ZEXT, TRUNC -> 0;
            case CALL, ASM_GOTO, ALLOCA, DYNAMIC_ALLOCA -> 1000;
            case ASM -> x.asm().isBarrier() ? 0 : 1000;
            case ADD, SUB, MUL, AND, OR, XOR, SHL, LSHR, ASHR, ROTL -> 1;
            case SDIV, UDIV, SREM, UREM, NEG, NOT, BSWAP, CTZ, CLZ, POPCNT -> 1;
            case ICMP, SELECT, SEXT, LOAD, STORE, ATOMIC_RMW, CMPXCHG, FENCE -> 1;
            case READ_REG, WRITE_REG, FRAME_ADDRESS, RETURN_ADDRESS -> 1;
            case SWITCH, RET, UNREACHABLE -> 1;
          };
    }
    return cost;
  }

  /**
   * Redirects an edge to a copy of its target, which is placed directly before the target. The copy
   * has the target's terminator and edges. SSA form is restored after the redirection.
   */
  public static Block forEdge(Block from, int succ) {
    Block original = from.succs.get(succ);
    List<Value> phiArgs = CfgEdits.phiArgs(original, CfgEdits.predIndex(from, succ));
    Function f = from.function;
    Block copy = f.newBlock(original.name + ".copy");
    f.blocks.remove(f.blocks.size() - 1);
    f.blocks.add(f.blocks.indexOf(original), copy);
    CfgEdits.redirect(from, succ, copy);
    BlockDuplication c = new BlockDuplication(original, copy);
    c.body(phiArgs);
    c.edges();
    c.repair();
    return copy;
  }

  private void body(List<Value> phiArgs) {
    int phis = phiArgs.size();
    for (int i = 0; i < phis; i++) {
      values.put(original.instrs.get(i), phiArgs.get(i));
    }
    for (Instr x : original.instrs.subList(phis, original.instrs.size())) {
      Instr y = new Instr(x.op, x.type, x.args, x.attr, x.loc);
      y.args.replaceAll(v -> values.getOrDefault(v, v));
      values.put(x, y);
      copy.append(y);
    }
  }

  private void edges() {
    for (int s = 0; s < original.succs.size(); s++) {
      Block to = original.succs.get(s);
      int pred = CfgEdits.predIndex(original, s);
      copy.succs.add(to);
      to.preds.add(copy);
      for (Instr phi : to.instrs) {
        if (phi.op != Op.PHI) {
          break;
        }
        Value v = phi.arg(pred);
        phi.args.add(values.getOrDefault(v, v));
      }
    }
  }

  private void repair() {
    for (Instr x : new ArrayList<>(original.instrs)) {
      if (x.type != fastpath.codegen.ir.Type.VOID) {
        SsaUpdater.repair(copy.function, x, copy, values.get(x));
      }
    }
  }
}
