package fastpath.emulator.machine;

/**
 * A fault that stopped the guest. Registers and memory are in the state before the instruction at
 * {@code rip}.
 *
 * @param address the address accessed, for PAGE, PROTECTION and STACK; else 0
 * @param errorCode the error code that the CPU would push; for PAGE, bit 0 is present, bit 1 write,
 *     bit 4 fetch
 * @param rip address of the faulting instruction
 * @param symbol the name of rip, as in {@code function+0x12}; "" if none
 * @param detail the cause in one line of text, without rip: for example the bytes of an unknown
 *     instruction, or the number of a system call
 */
public record Fault(
    Kind kind, long address, int errorCode, long rip, String symbol, String detail) {
  /**
   * The kinds of fault, with the names and numbers that the Intel manual gives the exceptions (SDM
   * vol. 3A, 6.15).
   */
  public enum Kind {
    DIVIDE("#DE", 0),
    BREAKPOINT("#BP", 3),
    INVALID_OPCODE("#UD", 6),
    /** Double fault: the frame of an exception or interrupt cannot be pushed. */
    DOUBLE("#DF", 8),
    /**
     * General protection: a non-canonical address, a misaligned cmpxchg16b, or a privileged
     * instruction.
     */
    PROTECTION("#GP", 13),
    /**
     * Stack fault: a non-canonical address in the stack segment, which applies to addresses based
     * on RSP or RBP and to instructions such as push and pop.
     */
    STACK("#SS", 12),
    PAGE("#PF", 14),
    /** An instruction of an instruction set that the emulator does not support. */
    UNSUPPORTED("unsupported", -1),
    /** An interrupt without a handler, for which the CPU raises #GP (SDM vol. 3A, 6.15). */
    INTERRUPT("int", 13),
    /** A system call other than write, exit and exit_group. */
    SYSTEM_CALL("syscall", -1),
    /** An access to code or data of a symbol that no file of the link defines. */
    UNDEFINED("undefined symbol", -1);

    private final String text;
    private final int vector;

    Kind(String text, int vector) {
      this.text = text;
      this.vector = vector;
    }

    /** Returns the exception's vector; -1 for a kind that no CPU raises. */
    public int vector() {
      return vector;
    }

    /** Returns true if the CPU pushes an error code for the exception. */
    public boolean hasErrorCode() {
      return switch (this) {
        case DOUBLE, PROTECTION, STACK, PAGE, INTERRUPT -> true;
        case DIVIDE, BREAKPOINT, INVALID_OPCODE, UNSUPPORTED, SYSTEM_CALL, UNDEFINED -> false;
      };
    }

    /** Returns the mnemonic, such as {@code #PF}. */
    public String text() {
      return text;
    }
  }

  /** Returns one line of text with the kind, the detail and the place of the fault. */
  public String message() {
    return kind.text
        + (detail.isEmpty() ? "" : " " + detail)
        + " at 0x"
        + Long.toHexString(rip)
        + (symbol.isEmpty() ? "" : " <" + symbol + ">");
  }
}
