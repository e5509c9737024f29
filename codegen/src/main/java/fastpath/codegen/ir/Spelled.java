package fastpath.codegen.ir;

/** A constant that has a word in a text form. */
public interface Spelled {
  /** The word. */
  String text();

  /**
   * The constant that has a word.
   *
   * @throws IllegalArgumentException if no constant has it
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
