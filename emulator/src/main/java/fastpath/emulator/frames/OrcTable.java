package fastpath.emulator.frames;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The kernel's ORC unwind table: for each place in the code, the register and the offset from which
 * the caller's frame begins. Section {@code .orc_unwind_ip} has the places, each relative to its
 * own word, and {@code .orc_unwind} has an entry of 6 bytes for each place: the offset, the offset
 * of the saved rbp, and the registers by number (arch/x86/include/asm/orc_types.h, 4.14 on).
 */
public final class OrcTable {
  /** A table that covers no code. */
  public static final OrcTable EMPTY = new OrcTable(new long[0], new short[0], new byte[0]);

  private static final int IP_BYTES = 4;
  private static final int ENTRY_BYTES = 6;

  /** The register from which the caller's frame begins. */
  enum Base {
    /** The table describes no frame, as between functions. */
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
   * Reads the sections {@code .orc_unwind_ip} and {@code .orc_unwind}.
   *
   * @param ips the bytes of {@code .orc_unwind_ip}
   * @param at address of {@code .orc_unwind_ip}
   * @param entries the bytes of {@code .orc_unwind}
   * @return the table; empty if the sizes of the two sections do not match
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
   * Returns the indexes of the places in ascending order; an object's table is in the order of its
   * sections, and a kernel's is sorted at build time.
   */
  private static int[] order(long[] places) {
    return IntStream.range(0, places.length)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> places[i], Long::compareUnsigned))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Returns the register from which the caller's frame begins before the instruction at an address.
   */
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

  /**
   * Returns the offset in bytes from the register that {@code base} returns at which the caller's
   * frame begins.
   */
  int offset(long address) {
    int i = find(address);
    return i < 0 ? 0 : offsets[i];
  }

  /** Returns the index of the last entry at or before an address; -1 if there is none. */
  private int find(long address) {
    // Kernel addresses are all negative, so their signed order is the same as their unsigned order.
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
