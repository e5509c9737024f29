package fastpath.codegen.c;

import java.util.List;

/**
 * An initializer, flattened to a list of stored values. All other bytes of the object are zero.
 *
 * @param type the object's type, with the length of an array filled in
 */
public record Initializer(CType type, List<Item> items) {
  /**
   * One stored value.
   *
   * @param offset bytes from the object's start
   * @param field the bit-field that is stored to, or null
   * @param type of the value: a scalar, a whole struct, or a char array from a string
   */
  public record Item(long offset, Field field, CType type, Expr value) {}
}
