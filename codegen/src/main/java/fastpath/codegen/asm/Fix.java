package fastpath.codegen.asm;

import fastpath.codegen.source.Loc;

/**
 * A field whose value is filled in once addresses are known.
 *
 * @param mark position of the field
 * @param size bytes
 * @param pcRelative relative to the end of the instruction
 * @param signed true if the CPU sign-extends the field
 * @param value expression that the field holds
 * @param endDistance bytes from the field to the end of the instruction
 * @param branch true for the operand of a jump or call
 * @param here position that "." means in the value
 * @param at place in the source, for messages; may be null
 */
record Fix(
    Frag.Mark mark,
    int size,
    boolean pcRelative,
    boolean signed,
    RelocatableExpr value,
    int endDistance,
    boolean branch,
    Frag.Mark here,
    Loc at) {
  /**
   * True for an immediate that names the global offset table alone. There the name stands for its
   * distance from the instruction.
   */
  Fix toOffsetTable() {
    if (!AsmFile.OFFSET_TABLE.equals(value.add()) || value.sub() != null) {
      return this;
    }
    RelocatableExpr distance =
        new RelocatableExpr(value.add(), RelocatableExpr.HERE, value.addend());
    return new Fix(mark, size, pcRelative, signed, distance, endDistance, branch, here, at);
  }
}
