package fastpath.emulator.isa;

import java.util.HexFormat;

/** Thrown if bytes are not an instruction that can be executed. */
public final class IsaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The reason why bytes cannot be executed. */
  public enum Reason {
    NOT_AN_INSTRUCTION,
    /** The given bytes end inside the instruction. */
    TRUNCATED,
    /**
     * The instruction has more than 15 bytes, which raises #GP and not #UD (SDM vol. 2A, 2.3.11).
     */
    TOO_LONG,
    /**
     * The instruction belongs to an extension that is not supported; {@link IsaException#name}
     * names the extension.
     */
    UNSUPPORTED
  }

  private final long address;
  private final byte[] bytes;
  private final Reason reason;
  private final String name;

  public IsaException(Reason reason, String name, long address, byte[] bytes) {
    super(null, null, false, false);
    this.reason = reason;
    this.name = name;
    this.address = address;
    this.bytes = bytes.clone();
  }

  /**
   * The message is built on request, because a listing meets many such instructions and needs no
   * message.
   */
  @Override
  public String getMessage() {
    return switch (reason) {
          case NOT_AN_INSTRUCTION -> "not an instruction";
          case TRUNCATED -> "truncated instruction";
          case TOO_LONG -> "instruction of more than 15 bytes";
          case UNSUPPORTED -> "unsupported instruction " + name;
        }
        + " at 0x"
        + Long.toHexString(address)
        + ": "
        + HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  public Reason reason() {
    return reason;
  }

  /**
   * Returns the extension of an unsupported instruction ("x87", "sse", ...); "" for other reasons.
   */
  public String name() {
    return name;
  }

  /** Returns what the user can do about an unsupported instruction; "" for other reasons. */
  public String advice() {
    return reason == Reason.UNSUPPORTED ? LeftOut.advice(name) : "";
  }

  public long address() {
    return address;
  }

  /**
   * Returns the bytes that were read, up to 15; for an unsupported instruction only the
   * instruction's own bytes.
   */
  public byte[] bytes() {
    return bytes.clone();
  }
}
