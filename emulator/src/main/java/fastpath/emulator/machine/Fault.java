package fastpath.emulator.machine;

/**
 * What stopped the guest. Registers and memory are as before the instruction at {@code rip}.
 *
 * @param address accessed, for PAGE, PROTECTION and STACK; else 0
 * @param errorCode as the CPU would push it: for PAGE bit 0 present, 1 write, 4 fetch
 * @param rip of the faulting instruction
 * @param symbol {@code function+0x12} of rip, "" if none
 * @param detail the cause in one line for a person, without rip: for example the bytes of an
 *     unknown instruction, or the number of a system call
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
    /** An exception or interrupt whose frame cannot be pushed. */
    DOUBLE("#DF", 8),
    /**
     * General protection: a non-canonical address, a misaligned cmpxchg16b, or an instruction that
     * needs privilege.
     */
    PROTECTION("#GP", 13),
    /**
     * A non-canonical address in the stack segment: based on rsp or rbp, or push, pop and the like.
     */
    STACK("#SS", 12),
    PAGE("#PF", 14),
    /** An instruction of an instruction set that the table leaves out. */
    UNSUPPORTED("unsupported", -1),
    /** An interrupt that has no handler, for which the CPU raises #GP (SDM vol. 3A, 6.15). */
    INTERRUPT("int", 13),
    /** A system call other than write, exit and exit_group. */
    SYSTEM_CALL("syscall", -1),
    /** Code or data of a symbol that no file of the link defines. */
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

    /** Returns whether the handler finds an error code on the stack. */
    public boolean hasErrorCode() {
      return switch (this) {
        case DOUBLE, PROTECTION, STACK, PAGE, INTERRUPT -> true;
        case DIVIDE, BREAKPOINT, INVALID_OPCODE, UNSUPPORTED, SYSTEM_CALL, UNDEFINED -> false;
      };
    }

    /** Returns the name as in {@code #PF}. */
    public String text() {
      return text;
    }
  }

  /** Returns one line: kind, detail, place. */
  public String message() {
    return kind.text
        + (detail.isEmpty() ? "" : " " + detail)
        + " at 0x"
        + Long.toHexString(rip)
        + (symbol.isEmpty() ? "" : " <" + symbol + ">");
  }
}
