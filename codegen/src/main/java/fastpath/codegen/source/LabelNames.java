package fastpath.codegen.source;

/**
 * The symbols of labels whose address is taken. The assembler does not write them to the object
 * file.
 */
public final class LabelNames {
  private static final String PREFIX = ".Laddress.";

  private LabelNames() {}

  /**
   * Returns the symbol of a label.
   *
   * @param function the symbol of the function that contains the label
   * @param label the label's name, which is unique in the function
   */
  public static String of(String function, String label) {
    return PREFIX + function + "." + label;
  }

  /** True if a line of assembly begins with the symbol of a label. */
  public static boolean begins(String line) {
    return line.startsWith(PREFIX);
  }
}
