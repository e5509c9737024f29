package fastpath.emulator.explore;

import fastpath.emulator.machine.Memory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Numbers the aligned words of 8 bytes that have been accessed, and keeps their first values. */
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

  /** The number of the word that contains an address, which gets a number on first use. */
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

  /** The value of a word. A number beyond the row has its first value. */
  long get(Row memory, int number) {
    return number < memory.size() ? memory.get(number) : values[number];
  }

  /** Memory in which the bytes of a word under a mask have been replaced. */
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

  /** A mask of the bits of a word that an access within it covers. */
  static long mask(long address, int bytes) {
    return (bytes == BYTES ? -1L : (1L << 8 * bytes) - 1) << shift(address);
  }

  /** Distance in bits of an address from the start of its word. */
  static int shift(long address) {
    return 8 * (int) (address & BYTES - 1);
  }

  /** Number of an access's bytes that are in the word of its address. */
  static int within(long address, int bytes) {
    return Math.min(bytes, BYTES - (int) (address & BYTES - 1));
  }
}
