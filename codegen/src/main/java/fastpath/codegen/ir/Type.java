package fastpath.codegen.ir;

/**
 * The type of a value. A pointer has type {@link #I64}; signedness is a property of operations, not
 * of types.
 */
public enum Type implements Spelled {
  VOID(0, "void"),
  I1(1, "i1"),
  I8(8, "i8"),
  I16(16, "i16"),
  I32(32, "i32"),
  I64(64, "i64");

  private final int bits;
  private final String text;

  Type(int bits, String text) {
    this.bits = bits;
    this.text = text;
  }

  /** The width in bits, 0 to 64. */
  public int bits() {
    return bits;
  }

  /** The size in memory in bytes: 0, 1, 2, 4 or 8. */
  public int bytes() {
    return (bits + 7) / 8;
  }

  /** The mask of all bits of the type, zero-extended to 64. */
  public long mask() {
    return bits == 64 ? -1 : (1L << bits) - 1;
  }

  /** Returns the canonical form of a constant: sign-extended from this width; an I1 is 0 or 1. */
  public long canonical(long value) {
    return switch (this) {
      case VOID -> 0;
      case I1 -> value & 1;
      case I8 -> (byte) value;
      case I16 -> (short) value;
      case I32 -> (int) value;
      case I64 -> value;
    };
  }

  /** Returns the integer type of {@code bytes} bytes: 1, 2, 4 or 8. */
  public static Type ofBytes(int bytes) {
    return switch (bytes) {
      case 1 -> I8;
      case 2 -> I16;
      case 4 -> I32;
      case 8 -> I64;
      default -> throw new IllegalArgumentException("no integer type of " + bytes + " bytes");
    };
  }

  /** The type's word in the text form, such as {@code i32}. */
  @Override
  public String text() {
    return text;
  }
}
