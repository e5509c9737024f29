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
  /** Named as the Intel manual names the exceptions (SDM vol. 3A, 6.15). */
  public enum Kind {
    DIVIDE("#DE"),
    BREAKPOINT("#BP"),
    INVALID_OPCODE("#UD"),
    /** General protection: a non-canonical address, a misaligned cmpxchg16b, a privileged thing. */
    PROTECTION("#GP"),
    /**
     * A non-canonical address in the stack segment: based on rsp or rbp, or push, pop and the like.
     */
    STACK("#SS"),
    PAGE("#PF"),
    /** An instruction of a set that the table leaves out. */
    UNSUPPORTED("unsupported"),
    /** A software interrupt that has no handler. */
    INTERRUPT("int"),
    /** A system call other than write, exit and exit_group. */
    SYSTEM_CALL("syscall");

    private final String text;

    Kind(String text) {
      this.text = text;
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
