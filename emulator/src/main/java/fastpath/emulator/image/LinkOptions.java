package fastpath.emulator.image;

/**
 * Where to link.
 *
 * @param textBase address of the first byte of text; page-aligned. Data follows in the next pages.
 *     {@link #KERNEL} by default; a low one (below 2 GiB) to run the same bytes on the host CPU. A
 *     program with an address in a field of 32 bits that the CPU extends with zeros goes low by
 *     itself.
 * @param traps whether a symbol that no file defines is a fault when it is reached; it is an error
 *     of the link if not
 */
public record LinkOptions(long textBase, boolean traps) {
  /** Where x86-64 Linux runs its text: the -2 GiB area. */
  public static final long KERNEL = 0xffffffff81000000L;

  public LinkOptions {
    if ((textBase & 0xfff) != 0) {
      throw new IllegalArgumentException("text base is not page-aligned: " + textBase);
    }
  }

  public static LinkOptions kernel() {
    return new LinkOptions(KERNEL, false);
  }

  /** Low addresses, which a process on the host can map too. */
  public static LinkOptions low() {
    return new LinkOptions(0x10000000L, false);
  }

  /** The same place, where what is not reached is not needed. */
  public LinkOptions withTraps() {
    return new LinkOptions(textBase, true);
  }
}
