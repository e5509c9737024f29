package fastpath.codegen.asm;

import fastpath.codegen.source.Loc;

/**
 * A field whose value is filled in after addresses have been assigned.
 *
 * @param mark the position of the field
 * @param size the field's size in bytes
 * @param pcRelative true if the value is relative to the end of the instruction
 * @param signed true if the CPU sign-extends the field
 * @param value the expression that the field holds
 * @param endDistance distance in bytes from the field to the end of the instruction
 * @param branch true for the operand of a jump or call
 * @param here the position that "." means in the value
 * @param at the place in the source, for messages; may be null
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
   * True for an immediate that consists of the name of the global offset table alone. In such an
   * immediate the name stands for the table's distance from the instruction.
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
