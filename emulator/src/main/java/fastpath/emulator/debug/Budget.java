package fastpath.emulator.debug;

/**
 * Limit on the bytes that are read by reference. Any number of entries can share a string, a table
 * of abbreviations or a list of ranges, and in a hostile file all of them refer to the longest.
 */
final class Budget {
  private static final long PER_BYTE = 16;
  private static final long AT_LEAST = 1 << 16;

  private final Reader from;
  private long left;

  /**
   * @param from the reader at the place that refers to the rest
   */
  Budget(DebugSections sections, Reader from) {
    this.from = from;
    left = AT_LEAST + PER_BYTE * sections.bytes();
  }

  /**
   * Takes a number of bytes from the budget.
   *
   * @throws DebugException if the budget is exhausted
   */
  void spend(long bytes) {
    left -= bytes;
    if (left < 0) {
      throw from.malformed("entries share too much");
    }
  }

  /** The string at an offset of a section. */
  String string(DebugSection section, long offset) {
    String text = new Reader(section, offset).string();
    spend(text.length());
    return text;
  }
}
