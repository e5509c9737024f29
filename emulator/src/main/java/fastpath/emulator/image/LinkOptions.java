package fastpath.emulator.image;

/**
 * Addresses and rules of a link.
 *
 * @param textBase address of the first byte of text; a multiple of 4096. Data is placed on the
 *     pages after the text. The default is {@link #KERNEL}; an address below 2 GiB lets the same
 *     bytes run on the host CPU. A program in which a 32-bit field that the CPU zero-extends holds
 *     an address is always placed low.
 * @param traps true if an access to a symbol that no file defines is a fault at run time; false if
 *     such a symbol is an error of the link
 */
public record LinkOptions(long textBase, boolean traps) {
  /** The address of the text of x86-64 Linux, in the highest 2 GiB of the address space. */
  public static final long KERNEL = 0xffffffff81000000L;

  public LinkOptions {
    if ((textBase & 0xfff) != 0) {
      throw new IllegalArgumentException("text base is not page-aligned: " + textBase);
    }
  }

  public static LinkOptions kernel() {
    return new LinkOptions(KERNEL, false);
  }

  /** Returns options with low addresses, which a process on the host can map too. */
  public static LinkOptions low() {
    return new LinkOptions(0x10000000L, false);
  }

  /** Returns these options with undefined symbols as traps. */
  public LinkOptions withTraps() {
    return new LinkOptions(textBase, true);
  }
}
