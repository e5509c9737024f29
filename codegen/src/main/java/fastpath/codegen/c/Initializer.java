package fastpath.codegen.c;

import java.util.List;

/**
 * An initializer, flattened to a list of stored values. Bytes of the object for which no value is
 * stored are zero.
 *
 * @param type the object's type, in which the length of an array is known
 */
public record Initializer(CType type, List<Item> items) {
  /**
   * A value that the initializer stores at an offset.
   *
   * @param offset the offset in bytes in the object
   * @param field the bit-field to which the value is stored, or null
   * @param type the value's type: a scalar, a whole struct, or a char array from a string or of
   *     zeros
   */
  public record Item(long offset, Field field, CType type, Expr value) {}

  /**
   * The size in bytes of the object with the elements of a flexible array member, which lie beyond
   * the size of the type.
   */
  public long extent() {
    return items.stream()
        .mapToLong(item -> item.offset() + Math.max(item.type().size(), 0))
        .reduce(Math.max(type.size(), 0), Math::max);
  }
}
