package fastpath.emulator.isa;

import java.util.HexFormat;

/** The bytes are not an instruction that can be executed. */
public final class IsaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Reasons. */
  public enum Reason {
    NOT_AN_INSTRUCTION,
    /** The bytes given end inside the instruction. */
    TRUNCATED,
    /** More than 15 bytes, which is #GP and not #UD (SDM vol. 2A, 2.3.11). */
    TOO_LONG,
    /** An instruction of an extension that is not supported; {@link IsaException#name} names it. */
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
   * The message is made when asked for, because a listing meets many such instructions and needs no
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

  /** The extension of an unsupported instruction ("x87", "sse", ...); "" otherwise. */
  public String name() {
    return name;
  }

  /** What the user can do about an unsupported instruction; "" otherwise. */
  public String advice() {
    return reason == Reason.UNSUPPORTED ? LeftOut.advice(name) : "";
  }

  public long address() {
    return address;
  }

  /** The bytes that were read, up to 15; for an unsupported instruction only its own. */
  public byte[] bytes() {
    return bytes.clone();
  }
}
