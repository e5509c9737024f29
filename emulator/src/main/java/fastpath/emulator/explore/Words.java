package fastpath.emulator.explore;

import fastpath.emulator.machine.Memory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Numbers the aligned words of 8 bytes that have been accessed, and keeps their initial values. */
final class Words {
  private static final int BYTES = 8;

  private final Memory initial;
  private final Map<Long, Integer> numbers = new HashMap<>();
  private long[] addresses = new long[64];
  private long[] values = new long[64];
  private int count;

  Words(Memory initial) {
    this.initial = initial;
  }

  /**
   * Returns the number of the word that contains an address; a new number is assigned on first use.
   */
  int number(long address) {
    long aligned = address & -BYTES;
    Integer known = numbers.get(aligned);
    if (known != null) {
      return known;
    }
    if (count == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    addresses[count] = aligned;
    values[count] = read(aligned);
    numbers.put(aligned, count);
    return count++;
  }

  /** Bytes outside of mapped memory are 0. */
  private long read(long aligned) {
    long value = 0;
    for (int i = 0; i < BYTES; i++) {
      if (initial.mapping(aligned + i) != null) {
        value |= initial.peek(aligned + i, 1) << 8 * i;
      }
    }
    return value;
  }

  long address(int number) {
    return addresses[number];
  }

  long initial(int number) {
    return values[number];
  }

  /**
   * Returns the value of a word. A word whose number is beyond the row's length has its initial
   * value.
   */
  long get(Row memory, int number) {
    return number < memory.size() ? memory.get(number) : values[number];
  }

  /** Returns memory in which the bits of a word under a mask have been replaced. */
  Row with(Row memory, int number, long mask, long value) {
    int size = Math.max(memory.size(), number + 1);
    long[] changed = new long[size];
    for (int i = 0; i < size; i++) {
      changed[i] = get(memory, i);
    }
    changed[number] = changed[number] & ~mask | value & mask;
    while (size > 0 && changed[size - 1] == values[size - 1]) {
      size--;
    }
    return new Row(size == changed.length ? changed : Arrays.copyOf(changed, size));
  }

  /** Returns a mask of the bits of a word that an access within the word covers. */
  static long mask(long address, int bytes) {
    return (bytes == BYTES ? -1L : (1L << 8 * bytes) - 1) << shift(address);
  }

  /** Returns the distance in bits of an address from the start of its word. */
  static int shift(long address) {
    return 8 * (int) (address & BYTES - 1);
  }

  /** Returns the number of an access's bytes that lie in the word of its address. */
  static int within(long address, int bytes) {
    return Math.min(bytes, BYTES - (int) (address & BYTES - 1));
  }
}
