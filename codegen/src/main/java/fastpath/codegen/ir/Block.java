package fastpath.codegen.ir;

import fastpath.codegen.source.Loc;
import java.util.ArrayList;

/**
 * A basic block. Edges are kept on both sides; an edge taken for two reasons (two switch cases)
 * appears twice in {@link #succs} and in {@link #preds}.
 */
public final class Block {
  public final Function function;
  public final String name;

  /** Instructions: PHIs first, the terminator last. */
  public final ArrayList<Instr> instrs = new ArrayList<>();

  public final ArrayList<Block> preds = new ArrayList<>();
  public final ArrayList<Block> succs = new ArrayList<>();
  public Loc loc;

  /**
   * Executions for each entry of the function, as predicted; 1 until the frequency pass has run.
   */
  public double frequency = 1;

  /** Scratch number for analyses: position in reverse postorder or in the function. */
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

  /** Appends an instruction and gives it its id. */
  public Instr append(Instr instr) {
    return insert(instrs.size(), instr);
  }

  /** Inserts an instruction at a position and gives it its id. */
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

  /** Ends the block: adds the terminator and its edges. */
  public Instr terminate(Instr terminator, Block... targets) {
    append(terminator);
    for (Block target : targets) {
      succs.add(target);
      target.preds.add(this);
    }
    return terminator;
  }

  /** Number of PHIs at the front. */
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
