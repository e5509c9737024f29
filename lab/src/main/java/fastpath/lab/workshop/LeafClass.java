package fastpath.lab.workshop;

/** Classes of functions by the calls in their machine code, on all paths. */
public enum LeafClass {
  /** The function calls nothing. */
  LEAF("leaf"),
  /**
   * The function's only calls are in inline asm, so that the compiler saved no register for a call.
   */
  ASM_CALL_ONLY("asm call only"),
  /** The function leaves by a jump to another function and calls nothing. */
  TAIL_JUMP("tail jump"),
  /** The function makes calls that follow the ABI. */
  CALLS("calls");

  private final String label;

  LeafClass(String label) {
    this.label = label;
  }

  /** Returns the class's name in reports and JSON output. */
  public String label() {
    return label;
  }

  /**
   * True if the compiler could treat the function as a leaf, because its code contains no call
   * outside of inline asm.
   */
  public boolean isLeafForCompiler() {
    return switch (this) {
      case LEAF, ASM_CALL_ONLY -> true;
      case TAIL_JUMP, CALLS -> false;
    };
  }
}
