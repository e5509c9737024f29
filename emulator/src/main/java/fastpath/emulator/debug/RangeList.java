package fastpath.emulator.debug;

import fastpath.emulator.dwarf.DwRle;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * Reads range lists: address ranges of an entry whose code is not contiguous (DWARF 4, 2.17.3;
 * DWARF 5, 2.17.3).
 */
final class RangeList {
  private final LongUnaryOperator addresses;
  private final Budget budget;
  private long base;
  private long[] found = new long[8];
  private int count;

  RangeList(long base, LongUnaryOperator addresses, Budget budget) {
    this.base = base;
    this.addresses = addresses;
    this.budget = budget;
  }

  private void add(long from, long to) {
    budget.spend(Long.BYTES);
    if (from == to || from == 0) {
      return;
    }
    if (count + 2 > found.length) {
      found = Arrays.copyOf(found, 2 * count);
    }
    found[count++] = from;
    found[count++] = to;
  }

  long[] read4(DebugSection section, long offset) {
    Reader r = new Reader(section, offset);
    while (true) {
      long from = r.u64();
      long to = r.u64();
      if (from == 0 && to == 0) {
        return Arrays.copyOf(found, count);
      }
      if (from == -1) {
        budget.spend(Long.BYTES);
        base = to;
      } else {
        add(base + from, base + to);
      }
    }
  }

  /**
   * @param lists offset of the offset table that {@code at} indexes; -1 if {@code at} is itself an
   *     offset
   */
  long[] read5(DebugSection section, long at, long lists) {
    long offset = lists < 0 ? at : lists + new Reader(section, lists + 4 * at).u32();
    Reader r = new Reader(section, offset);
    while (true) {
      budget.spend(1);
      switch (r.u8()) {
        case DwRle.END_OF_LIST -> {
          return Arrays.copyOf(found, count);
        }
        case DwRle.BASE_ADDRESSX -> base = addresses.applyAsLong(r.uleb());
        case DwRle.STARTX_ENDX ->
            add(addresses.applyAsLong(r.uleb()), addresses.applyAsLong(r.uleb()));
        case DwRle.STARTX_LENGTH -> {
          long from = addresses.applyAsLong(r.uleb());
          add(from, from + r.uleb());
        }
        case DwRle.OFFSET_PAIR -> add(base + r.uleb(), base + r.uleb());
        case DwRle.BASE_ADDRESS -> base = r.u64();
        case DwRle.START_END -> add(r.u64(), r.u64());
        case DwRle.START_LENGTH -> {
          long from = r.u64();
          add(from, from + r.uleb());
        }
        default -> throw r.malformed("no such kind of range");
      }
    }
  }
}
