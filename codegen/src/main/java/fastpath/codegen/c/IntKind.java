package fastpath.codegen.c;

/** The integer types, with their conversion ranks (C17 6.3.1.1) and LP64 sizes. */
public enum IntKind {
  BOOL(0, 1, false, "_Bool"),
  CHAR(1, 1, true, "char"),
  /** Plain char under -funsigned-char, which is another type than unsigned char. */
  UNSIGNED_CHAR(1, 1, false, "char"),
  SCHAR(1, 1, true, "signed char"),
  UCHAR(1, 1, false, "unsigned char"),
  SHORT(2, 2, true, "short int"),
  USHORT(2, 2, false, "short unsigned int"),
  INT(3, 4, true, "int"),
  UINT(3, 4, false, "unsigned int"),
  LONG(4, 8, true, "long int"),
  ULONG(4, 8, false, "long unsigned int"),
  LLONG(5, 8, true, "long long int"),
  ULLONG(5, 8, false, "long long unsigned int"),
  INT128(6, 16, true, "__int128"),
  UINT128(6, 16, false, "__int128 unsigned");

  /** The conversion rank; a type and its unsigned counterpart have the same rank. */
  final int rank;

  /** The size in bytes. */
  public final int size;

  public final boolean signed;

  /** Name of the type in gcc's messages. */
  public final String text;

  IntKind(int rank, int size, boolean signed, String text) {
    this.rank = rank;
    this.size = size;
    this.signed = signed;
    this.text = text;
  }

  int bits() {
    return this == BOOL ? 1 : size * 8;
  }

  IntKind unsigned() {
    return switch (this) {
      case BOOL -> BOOL;
      case CHAR, UNSIGNED_CHAR, SCHAR, UCHAR -> UCHAR;
      case SHORT, USHORT -> USHORT;
      case INT, UINT -> UINT;
      case LONG, ULONG -> ULONG;
      case LLONG, ULLONG -> ULLONG;
      case INT128, UINT128 -> UINT128;
    };
  }

  /**
   * Returns the value as this type represents it, sign- or zero-extended to 64 bits by the type's
   * signedness.
   */
  public long wrap(long value) {
    return switch (this) {
      case BOOL -> value != 0 ? 1 : 0;
      case CHAR, SCHAR -> (byte) value;
      case UCHAR, UNSIGNED_CHAR -> value & 0xff;
      case SHORT -> (short) value;
      case USHORT -> value & 0xffff;
      case INT -> (int) value;
      case UINT -> value & 0xffff_ffffL;
      case LONG, ULONG, LLONG, ULLONG, INT128, UINT128 -> value;
    };
  }
}
