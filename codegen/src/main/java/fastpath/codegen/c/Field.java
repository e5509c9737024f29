package fastpath.codegen.c;

/**
 * A member of a struct or union.
 *
 * @param name the member's name; null for an anonymous struct or union
 * @param offset the offset in bytes; for a bit-field, the offset of the smallest access that
 *     contains it
 * @param bits the width of a bit-field in bits, or -1 for any other member
 * @param shift the number of a bit-field's lowest bit within its access
 * @param accessBytes the size of a bit-field's access in bytes: 1, 2, 4 or 8, or up to 9 where a
 *     packed field has no access of such a size inside its record
 */
public record Field(String name, CType type, long offset, int bits, int shift, int accessBytes) {
  public boolean isBitField() {
    return bits >= 0;
  }

  Field shifted(long by) {
    return new Field(name, type, offset + by, bits, shift, accessBytes);
  }
}
