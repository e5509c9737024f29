package fastpath.lab.workshop;

/** What a function's machine code says about calls, the path taken or not. */
public enum LeafClass {
  /** It calls nothing. */
  LEAF("leaf"),
  /** Its only calls stand in inline asm, so the compiler kept no register for them. */
  ASM_CALL_ONLY("asm call only"),
  /** It leaves by jumping to another function, and calls nothing. */
  TAIL_JUMP("tail jump"),
  /** It calls as the ABI has it. */
  CALLS("calls");

  private final String label;

  LeafClass(String label) {
    this.label = label;
  }

  /** As reports and JSON name it. */
  public String label() {
    return label;
  }

  /** Whether the compiler could treat the function as a leaf: no call that it knew of. */
  public boolean isLeafForCompiler() {
    return switch (this) {
      case LEAF, ASM_CALL_ONLY -> true;
      case TAIL_JUMP, CALLS -> false;
    };
  }
}
