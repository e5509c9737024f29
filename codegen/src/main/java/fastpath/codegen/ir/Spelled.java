package fastpath.codegen.ir;

/** A constant that has a word in a text form. */
public interface Spelled {
  /** The word. */
  String text();

  /**
   * The constant with a word.
   *
   * @throws IllegalArgumentException if none of them has it
   */
  static <E extends Spelled> E find(E[] constants, String word) {
    for (E constant : constants) {
      if (constant.text().equals(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("unknown word '" + word + "'");
  }
}
