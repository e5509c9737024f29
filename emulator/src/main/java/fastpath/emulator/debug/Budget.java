package fastpath.emulator.debug;

/**
 * A limit on the bytes of debug sections that are read through references. Any number of entries
 * can share a string, an abbreviation table or a range list, and in a hostile file all entries may
 * refer to the longest.
 */
final class Budget {
  private static final long PER_BYTE = 16;
  private static final long AT_LEAST = 1 << 16;

  private final Reader from;
  private long left;

  /**
   * @param from a reader, whose position is named in the message if the budget is exhausted
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

  /** Reads the string at an offset of a section, and takes its length from the budget. */
  String string(DebugSection section, long offset) {
    String text = new Reader(section, offset).string();
    spend(text.length());
    return text;
  }
}
