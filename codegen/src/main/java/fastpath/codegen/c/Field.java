package fastpath.codegen.c;

/**
 * A member of a struct or union.
 *
 * @param name null for an anonymous struct or union
 * @param offset bytes from the start; for a bit-field, those of the smallest access that holds it
 * @param bits width of a bit-field, or -1 for any other member
 * @param shift lowest bit of a bit-field within its access
 * @param accessBytes size of a bit-field's access: 1, 2, 4 or 8
 */
public record Field(String name, CType type, long offset, int bits, int shift, int accessBytes) {
  public boolean isBitField() {
    return bits >= 0;
  }

  Field shifted(long by) {
    return new Field(name, type, offset + by, bits, shift, accessBytes);
  }
}
