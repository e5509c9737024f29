package fastpath.codegen.asm;

import fastpath.codegen.source.Loc;

/**
 * A field to fill when addresses are known.
 *
 * @param mark of the field
 * @param size bytes
 * @param pcRelative relative to the end of the instruction
 * @param signed sign-extended when used
 * @param value what to put there
 * @param endDistance bytes from the field to the end of the instruction
 * @param branch the operand of a jump or call
 * @param here what "." means in the value
 * @param at for messages; may be null
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
   * Of an immediate: the name of the table of addresses alone stands there for its distance from
   * the instruction.
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
