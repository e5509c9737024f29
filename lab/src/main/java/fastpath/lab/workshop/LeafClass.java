package fastpath.lab.workshop;

/** What a function's machine code shows about calls, on all paths. */
public enum LeafClass {
  /** The function calls nothing. */
  LEAF("leaf"),
  /** The only calls are in inline asm, so that the compiler saved no register for them. */
  ASM_CALL_ONLY("asm call only"),
  /** The function leaves by a jump to another function and calls nothing. */
  TAIL_JUMP("tail jump"),
  /** The function makes calls of the ABI. */
  CALLS("calls");

  private final String label;

  LeafClass(String label) {
    this.label = label;
  }

  /** The class in reports and JSON. */
  public String label() {
    return label;
  }

  /** True if the compiler could treat the function as a leaf, because it knew of no call. */
  public boolean isLeafForCompiler() {
    return switch (this) {
      case LEAF, ASM_CALL_ONLY -> true;
      case TAIL_JUMP, CALLS -> false;
    };
  }
}
