package fastpath.emulator.frames;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The kernel's unwind table: for each place in the code the register and offset from which the
 * caller's frame begins. {@code .orc_unwind_ip} has the places, relative to themselves, and {@code
 * .orc_unwind} an entry of 6 bytes for each: the offset, that of rbp's, and registers by number
 * (arch/x86/include/asm/orc_types.h, 4.14 on).
 */
public final class OrcTable {
  /** A table that covers no code. */
  public static final OrcTable EMPTY = new OrcTable(new long[0], new short[0], new byte[0]);

  private static final int IP_BYTES = 4;
  private static final int ENTRY_BYTES = 6;

  /** Registers from which a frame may begin, by ORC's numbers. */
  enum Base {
    /** No frame is described, as between functions. */
    UNKNOWN,
    RSP,
    RBP
  }

  private final long[] places;
  private final short[] offsets;
  private final byte[] registers;

  private OrcTable(long[] places, short[] offsets, byte[] registers) {
    this.places = places;
    this.offsets = offsets;
    this.registers = registers;
  }

  /**
   * Reads the two sections.
   *
   * @param ips the bytes of {@code .orc_unwind_ip}
   * @param at address of {@code .orc_unwind_ip}
   * @param entries the bytes of {@code .orc_unwind}
   * @return an empty table if the two sections do not match
   */
  public static OrcTable read(byte[] ips, long at, byte[] entries) {
    int count = ips.length / IP_BYTES;
    if (count == 0 || count * IP_BYTES != ips.length || entries.length != count * ENTRY_BYTES) {
      return EMPTY;
    }
    ByteBuffer ip = ByteBuffer.wrap(ips).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer entry = ByteBuffer.wrap(entries).order(ByteOrder.LITTLE_ENDIAN);
    long[] places = new long[count];
    boolean sorted = true;
    for (int i = 0; i < count; i++) {
      places[i] = at + IP_BYTES * i + ip.getInt(IP_BYTES * i);
      sorted &= i == 0 || Long.compareUnsigned(places[i - 1], places[i]) <= 0;
    }
    int[] order = sorted ? null : order(places);
    short[] offsets = new short[count];
    byte[] registers = new byte[count];
    long[] inOrder = new long[count];
    for (int i = 0; i < count; i++) {
      int from = order == null ? i : order[i];
      inOrder[i] = places[from];
      offsets[i] = entry.getShort(ENTRY_BYTES * from);
      registers[i] = (byte) (entry.get(ENTRY_BYTES * from + 4) & 0xf);
    }
    return new OrcTable(inOrder, offsets, registers);
  }

  /**
   * The table of an object is in the order of its sections; a kernel's is sorted when it is built.
   */
  private static int[] order(long[] places) {
    return IntStream.range(0, places.length)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> places[i], Long::compareUnsigned))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The register from which the caller's frame begins before the instruction at an address. */
  Base base(long address) {
    int i = find(address);
    return i < 0
        ? Base.UNKNOWN
        : switch (registers[i]) {
          case 4 -> Base.RBP;
          case 5 -> Base.RSP;
          default -> Base.UNKNOWN;
        };
  }

  /** The offset from that register at which the caller's frame begins, in bytes. */
  int offset(long address) {
    int i = find(address);
    return i < 0 ? 0 : offsets[i];
  }

  /** Index of the last entry at or before an address; -1 if there is none. */
  private int find(long address) {
    // Kernel addresses are negative, and their order is then that of unsigned numbers.
    int i = Arrays.binarySearch(places, address);
    return i >= 0 ? last(i) : -i - 2;
  }

  private int last(int i) {
    int at = i;
    while (at + 1 < places.length && places[at + 1] == places[at]) {
      at++;
    }
    return at;
  }
}
