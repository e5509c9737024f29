package fastpath.codegen.ir;

/** An enum constant that has a word in a text form. */
public interface Spelled {
  /** The constant's word in the text form. */
  String text();

  /**
   * Returns the constant that has a word.
   *
   * @throws IllegalArgumentException if no constant has the word
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
