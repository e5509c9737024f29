package fastpath.codegen.pass.edit;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Edits of the control flow graph. The n-th edge from a to b in {@code a.succs} corresponds to the
 * n-th entry of a in {@code b.preds}; this pairing associates PHI arguments with edges.
 */
public final class CfgEdits {
  private CfgEdits() {}

  /** Returns the index of edge number {@code succ} among the target's predecessors. */
  public static int predIndex(Block from, int succ) {
    Block to = from.succs.get(succ);
    int skip = 0;
    for (int i = 0; i < succ; i++) {
      if (from.succs.get(i) == to) {
        skip++;
      }
    }
    return nth(to.preds, from, skip);
  }

  /** Returns the index of edge number {@code pred} among the predecessor's successors. */
  public static int succIndex(Block to, int pred) {
    Block from = to.preds.get(pred);
    int skip = 0;
    for (int i = 0; i < pred; i++) {
      if (to.preds.get(i) == from) {
        skip++;
      }
    }
    return nth(from.succs, to, skip);
  }

  private static int nth(List<Block> blocks, Block wanted, int skip) {
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i) == wanted && skip-- == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Removes an edge and its PHI arguments. */
  public static void remove(Block from, int succ) {
    detach(from.succs.get(succ), predIndex(from, succ));
    from.succs.remove(succ);
  }

  private static void detach(Block to, int pred) {
    to.preds.remove(pred);
    for (Instr phi : to.instrs) {
      if (phi.op != Op.PHI) {
        break;
      }
      phi.args.remove(pred);
    }
  }

  /**
   * Redirects an edge to another block.
   *
   * @return the edge's index among the new target's predecessors, at which the caller must insert
   *     PHI arguments
   */
  public static int redirect(Block from, int succ, Block to) {
    detach(from.succs.get(succ), predIndex(from, succ));
    from.succs.set(succ, to);
    int before = 0;
    for (int i = 0; i < succ; i++) {
      if (from.succs.get(i) == to) {
        before++;
      }
    }
    int position = nth(to.preds, from, before);
    if (position < 0) {
      position = to.preds.size();
    }
    to.preds.add(position, from);
    return position;
  }

  /** Replaces the terminator by an unconditional branch along one of the block's edges. */
  public static void keepOnly(Block b, int succ) {
    for (int i = b.succs.size() - 1; i >= 0; i--) {
      if (i != succ) {
        remove(b, i);
      }
    }
    setTerminator(b, Op.BR);
  }

  /**
   * Replaces the terminator by a terminator without arguments. The caller must update the edges.
   */
  static void setTerminator(Block b, Op op) {
    Instr old = b.instrs.remove(b.instrs.size() - 1);
    b.append(Instr.of(op, fastpath.codegen.ir.Type.VOID, old.loc));
  }

  /** Ends the block after an instruction from which control cannot continue. */
  public static void cutAfter(Block b, int position) {
    while (!b.succs.isEmpty()) {
      remove(b, b.succs.size() - 1);
    }
    while (b.instrs.size() > position + 1) {
      b.instrs.remove(b.instrs.size() - 1);
    }
    b.append(Instr.of(Op.UNREACHABLE, fastpath.codegen.ir.Type.VOID, b.instrs.get(position).loc));
  }

  /**
   * Inserts an empty block on an edge. In the function's list of blocks, the new block follows
   * {@code from}.
   */
  public static Block split(Block from, int succ) {
    Function f = from.function;
    Block to = from.succs.get(succ);
    int pred = predIndex(from, succ);
    Block middle = f.newBlock(from.name + "." + to.name);
    f.blocks.remove(f.blocks.size() - 1);
    f.blocks.add(f.blocks.indexOf(from) + 1, middle);
    to.preds.set(pred, middle);
    from.succs.set(succ, middle);
    middle.preds.add(from);
    middle.append(Instr.of(Op.BR, fastpath.codegen.ir.Type.VOID, from.terminator().loc));
    middle.succs.add(to);
    return middle;
  }

  /** Returns the PHI arguments for one edge, in the order of the PHIs. */
  public static List<Value> phiArgs(Block to, int pred) {
    List<Value> args = new ArrayList<>();
    for (Instr phi : to.instrs) {
      if (phi.op != Op.PHI) {
        break;
      }
      args.add(phi.arg(pred));
    }
    return args;
  }

  /** Sets the PHI arguments of an edge that {@link #redirect} has just made. */
  public static void insertPhiArgs(Block to, int pred, List<Value> args) {
    for (int i = 0; i < args.size(); i++) {
      to.instrs.get(i).args.add(pred, args.get(i));
    }
  }
}
