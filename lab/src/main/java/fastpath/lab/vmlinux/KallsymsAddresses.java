package fastpath.lab.vmlinux;

import java.util.Optional;

/** Finds the addresses of the symbols in kallsyms, whose position depends on the layout. */
final class KallsymsAddresses {
  /** The lowest address of a kernel on x86-64, the beginning of the last 2 GiB. */
  private static final long KERNEL = 0xffffffff80000000L;

  private final byte[] b;
  private final int count;

  private KallsymsAddresses(byte[] section, int count) {
    b = section;
    this.count = count;
  }

  /**
   * Returns the addresses of the symbols, in the order of the names.
   *
   * @param names the offset of the names, 8 bytes behind the number of symbols
   * @param behind the offset of the end of the token index
   * @return empty if no layout fits
   */
  static Optional<long[]> find(byte[] section, int count, int names, int behind) {
    KallsymsAddresses a = new KallsymsAddresses(section, count);
    int offsets = Words.up(behind, 8);
    long bytes = Words.up(4 * count, 8);
    return a.relative(offsets, offsets + bytes)
        .or(() -> a.relative(names - 16L - bytes, names - 16L))
        .or(() -> a.absolute(names - 8 - 8L * count));
  }

  /**
   * Returns the addresses that are stored as offsets from a base: since 6.4 behind the token index,
   * in earlier kernels before the names.
   */
  private Optional<long[]> relative(long offsets, long base) {
    if (offsets < 0 || base < 0 || base + 8 > b.length) {
      return Optional.empty();
    }
    long from = Words.i64(b, (int) base);
    return Long.compareUnsigned(from, KERNEL) < 0
        ? Optional.empty()
        : sorted(addresses((int) offsets, from));
  }

  private long[] addresses(int offsets, long base) {
    boolean absolutePerCpu = false;
    for (int i = 0; i < count; i++) {
      absolutePerCpu |= Words.i32(b, offsets + 4 * i) < 0;
    }
    long[] all = new long[count];
    for (int i = 0; i < count; i++) {
      int offset = Words.i32(b, offsets + 4 * i);
      // With KALLSYMS_ABSOLUTE_PERCPU, a non-negative number is an address, and a negative number n
      // stands for the base plus -1 - n.
      all[i] =
          absolutePerCpu && offset >= 0
              ? offset
              : absolutePerCpu ? base - 1 - offset : base + offset;
    }
    return all;
  }

  private Optional<long[]> absolute(long at) {
    if (at < 0) {
      return Optional.empty();
    }
    long[] all = new long[count];
    for (int i = 0; i < count; i++) {
      all[i] = Words.i64(b, (int) at + 8 * i);
    }
    boolean kernel = Long.compareUnsigned(all[count - 1], KERNEL) >= 0;
    return kernel ? sorted(all) : Optional.empty();
  }

  private static Optional<long[]> sorted(long[] all) {
    for (int i = 1; i < all.length; i++) {
      if (Long.compareUnsigned(all[i - 1], all[i]) > 0) {
        return Optional.empty();
      }
    }
    return Optional.of(all);
  }
}
