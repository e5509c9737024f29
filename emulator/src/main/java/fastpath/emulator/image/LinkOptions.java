package fastpath.emulator.image;

/**
 * Addresses and rules of a link.
 *
 * @param textBase address of the first byte of text; page-aligned. Data follows in the next pages.
 *     {@link #KERNEL} by default; a low one (below 2 GiB) to run the same bytes on the host CPU. A
 *     program with an address in a field of 32 bits that the CPU zero-extends is placed low in any
 *     case.
 * @param traps true if a symbol that no file defines is a fault when it is reached; false if it is
 *     an error of the link
 */
public record LinkOptions(long textBase, boolean traps) {
  /** Address of the text of x86-64 Linux: the -2 GiB area. */
  public static final long KERNEL = 0xffffffff81000000L;

  public LinkOptions {
    if ((textBase & 0xfff) != 0) {
      throw new IllegalArgumentException("text base is not page-aligned: " + textBase);
    }
  }

  public static LinkOptions kernel() {
    return new LinkOptions(KERNEL, false);
  }

  /** Options with low addresses, which a process on the host can map too. */
  public static LinkOptions low() {
    return new LinkOptions(0x10000000L, false);
  }

  /** These options with traps for undefined symbols. */
  public LinkOptions withTraps() {
    return new LinkOptions(textBase, true);
  }
}
