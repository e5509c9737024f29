package fastpath.emulator.machine;

/**
 * What stopped the guest. Registers and memory are as before the instruction at {@code rip}.
 *
 * @param address accessed, for PAGE, PROTECTION and STACK; else 0
 * @param errorCode as the CPU would push it: for PAGE bit 0 present, 1 write, 4 fetch
 * @param rip of the faulting instruction
 * @param symbol {@code function+0x12} of rip, "" if none
 * @param detail what a person wants to know, one line without rip; e.g. the bytes of an unknown
 *     instruction or the number of a system call
 */
public record Fault(
    Kind kind, long address, int errorCode, long rip, String symbol, String detail) {
  /** Named and numbered as the Intel manual does the exceptions (SDM vol. 3A, 6.15). */
  public enum Kind {
    DIVIDE("#DE", 0),
    BREAKPOINT("#BP", 3),
    INVALID_OPCODE("#UD", 6),
    /** An exception or interrupt whose frame cannot be pushed. */
    DOUBLE("#DF", 8),
    /** General protection: a non-canonical address, a misaligned cmpxchg16b, a privileged thing. */
    PROTECTION("#GP", 13),
    /**
     * A non-canonical address in the stack segment: based on rsp or rbp, or push, pop and the like.
     */
    STACK("#SS", 12),
    PAGE("#PF", 14),
    /** An instruction of a set that the table leaves out. */
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

    /** The exception's vector; -1 for what no CPU raises. */
    public int vector() {
      return vector;
    }

    /** Whether its handler finds an error code on the stack. */
    public boolean hasErrorCode() {
      return switch (this) {
        case DOUBLE, PROTECTION, STACK, PAGE, INTERRUPT -> true;
        case DIVIDE, BREAKPOINT, INVALID_OPCODE, UNSUPPORTED, SYSTEM_CALL, UNDEFINED -> false;
      };
    }

    /** {@code #PF} and the like. */
    public String text() {
      return text;
    }
  }

  /** One line: kind, detail, where. */
  public String message() {
    return kind.text
        + (detail.isEmpty() ? "" : " " + detail)
        + " at 0x"
        + Long.toHexString(rip)
        + (symbol.isEmpty() ? "" : " <" + symbol + ">");
  }
}
