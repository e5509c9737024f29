package fastpath.codegen.x86;

import java.util.ArrayList;

/** A basic block of machine instructions; the last one is its terminator. */
final class MachineBlock {
  final String name;
  final ArrayList<MachineInsn> insns = new ArrayList<>();

  /**
   * Successors; a BRANCH has two, taken first; those of a SWITCH or an asm goto follow the first.
   */
  final ArrayList<MachineBlock> succs = new ArrayList<>(2);

  final ArrayList<MachineBlock> preds = new ArrayList<>(2);

  /** Executions for each entry of the function, as predicted. */
  double frequency;

  /** Position in {@link MachineFunction#blocks}. */
  int index;

  /** Whether the frame stands when control enters; set by {@link FramePlan}. */
  boolean framed;

  MachineBlock(String name, double frequency) {
    this.name = name;
    this.frequency = frequency;
  }

  MachineInsn terminator() {
    return insns.get(insns.size() - 1);
  }

  void insertAtEnd(MachineInsn insn) {
    insns.add(insns.size() - 1, insn);
  }

  @Override
  public String toString() {
    return name;
  }
}
