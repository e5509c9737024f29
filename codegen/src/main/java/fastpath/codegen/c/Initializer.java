package fastpath.codegen.c;

import java.util.List;

/**
 * An initializer flattened to what is stored where; all else of the object is zero.
 *
 * @param type the object's type, an array's length filled in
 */
public record Initializer(CType type, List<Item> items) {
  /**
   * One stored value.
   *
   * @param offset bytes from the object's start
   * @param field the bit-field it goes to, or null
   * @param type what is stored: a scalar, a whole struct, or a char array from a string
   */
  public record Item(long offset, Field field, CType type, Expr value) {}
}
