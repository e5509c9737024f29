package fastpath.codegen.x86.machine;

import java.util.ArrayList;

/** A basic block of machine instructions; the last one is its terminator. */
public final class MachineBlock {
  final String name;

  /** Instructions in order of execution; the last one is the terminator. */
  public final ArrayList<MachineInsn> insns = new ArrayList<>();

  /**
   * Successors; a BRANCH has two, taken first; those of a SWITCH or an asm goto follow the first.
   */
  public final ArrayList<MachineBlock> succs = new ArrayList<>(2);

  /** Predecessors, one entry for each edge. */
  public final ArrayList<MachineBlock> preds = new ArrayList<>(2);

  /** Executions for each entry of the function, as predicted. */
  public double frequency;

  /** Position in {@link MachineFunction#blocks}. */
  public int index;

  /** True if the frame is set up when control enters; package finish sets it. */
  public boolean framed;

  /** An empty block. */
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
