package fastpath.emulator.debug;

/**
 * The type of a function's result, as far as the form of a value in rax needs it.
 *
 * @param bytes the size in bytes; 0 for void, and more than 8 for a value that does not fit in rax
 */
public record ValueType(Kind kind, int bytes) {
  /** A function without a result. */
  public static final ValueType VOID = new ValueType(Kind.VOID, 0);

  /** The forms in which a value is printed. */
  public enum Kind {
    VOID,
    BOOL,
    SIGNED,
    UNSIGNED,
    ADDRESS,
    OTHER
  }

  /** Returns the text of a value in rax, printed as the type; "" for void. */
  public String text(long rax) {
    int shift = Long.SIZE - Byte.SIZE * Math.clamp(bytes, 1, Long.BYTES);
    return switch (kind) {
      case VOID -> "";
      case BOOL -> (rax & 0xff) == 0 ? "false" : "true";
      case SIGNED -> Long.toString(rax << shift >> shift);
      case UNSIGNED -> Long.toUnsignedString(rax << shift >>> shift);
      case ADDRESS, OTHER -> "0x" + Long.toHexString(rax << shift >>> shift);
    };
  }
}
