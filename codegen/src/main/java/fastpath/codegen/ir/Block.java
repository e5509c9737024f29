package fastpath.codegen.ir;

import fastpath.codegen.source.Loc;
import java.util.ArrayList;

/**
 * A basic block. Each edge is in the lists of both blocks; if two cases of a switch have one
 * target, the edge is listed twice in {@link #succs} and in {@link #preds}.
 */
public final class Block {
  public final Function function;
  public final String name;

  /** The instructions: PHIs first, the terminator last. */
  public final ArrayList<Instr> instrs = new ArrayList<>();

  public final ArrayList<Block> preds = new ArrayList<>();
  public final ArrayList<Block> succs = new ArrayList<>();
  public Loc loc;

  /**
   * The predicted number of executions per entry of the function; 1 until the frequency pass has
   * run.
   */
  public double frequency = 1;

  /** A number for use by analyses: the position in reverse postorder or in the function. */
  public int index;

  Block(Function function, String name) {
    this.function = function;
    this.name = name;
  }

  /** The terminator, or null while the block is being built. */
  public Instr terminator() {
    if (instrs.isEmpty()) {
      return null;
    }
    Instr last = instrs.get(instrs.size() - 1);
    return last.op.isTerminator() ? last : null;
  }

  /** Appends an instruction and assigns its id. */
  public Instr append(Instr instr) {
    return insert(instrs.size(), instr);
  }

  /** Inserts an instruction at a position and assigns its id. */
  public Instr insert(int position, Instr instr) {
    instrs.add(position, instr);
    adopt(instr);
    return instr;
  }

  /** Inserts an instruction before the terminator. */
  public Instr insertAtEnd(Instr instr) {
    return insert(instrs.size() - 1, instr);
  }

  private void adopt(Instr instr) {
    instr.block = this;
    if (instr.id < 0) {
      instr.id = function.newId();
    }
  }

  /** Ends the block with a terminator and adds its edges. */
  public Instr terminate(Instr terminator, Block... targets) {
    append(terminator);
    for (Block target : targets) {
      succs.add(target);
      target.preds.add(this);
    }
    return terminator;
  }

  /** The number of PHIs at the start of the block. */
  public int phiCount() {
    int count = 0;
    while (count < instrs.size() && instrs.get(count).op == Op.PHI) {
      count++;
    }
    return count;
  }

  @Override
  public String toString() {
    return name;
  }
}
