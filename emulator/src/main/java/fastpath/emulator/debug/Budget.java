package fastpath.emulator.debug;

/**
 * How much may be read of what entries refer to. Any number of them can share a string, a table of
 * abbreviations or a list of ranges, and a hostile file has them all refer to its longest.
 */
final class Budget {
  private static final long PER_BYTE = 16;
  private static final long AT_LEAST = 1 << 16;

  private final Reader from;
  private long left;

  /**
   * @param from where what refers to the rest is being read
   */
  Budget(DebugSections sections, Reader from) {
    this.from = from;
    left = AT_LEAST + PER_BYTE * sections.bytes();
  }

  /**
   * Takes so many bytes.
   *
   * @throws DebugException if there are no more
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
