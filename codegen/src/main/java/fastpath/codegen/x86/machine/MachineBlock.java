package fastpath.codegen.x86.machine;

import java.util.ArrayList;

/** A basic block of machine instructions; the last one is its terminator. */
public final class MachineBlock {
  final String name;

  /** The instructions in order of execution; the last one is the terminator. */
  public final ArrayList<MachineInsn> insns = new ArrayList<>();

  /**
   * The successors: for a BRANCH the taken one first; for a SWITCH or an asm goto the targets
   * follow the first.
   */
  public final ArrayList<MachineBlock> succs = new ArrayList<>(2);

  /** The predecessors, one entry for each edge. */
  public final ArrayList<MachineBlock> preds = new ArrayList<>(2);

  /** The predicted number of executions per entry of the function. */
  public double frequency;

  /** The position in {@link MachineFunction#blocks}. */
  public int index;

  /**
   * True if the stack frame is set up at the start of the block; package {@code finish} sets this
   * field.
   */
  public boolean framed;

  /** Creates an empty block. */
  public MachineBlock(String name, double frequency) {
    this.name = name;
    this.frequency = frequency;
  }

  /** The last instruction. */
  public MachineInsn terminator() {
    return insns.get(insns.size() - 1);
  }

  /** Adds an instruction before the terminator. */
  public void insertAtEnd(MachineInsn insn) {
    insns.add(insns.size() - 1, insn);
  }

  @Override
  public String toString() {
    return name;
  }
}
