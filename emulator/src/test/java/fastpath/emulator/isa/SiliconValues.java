package fastpath.emulator.isa;

import java.util.Random;

/** Random operand values, addresses and jump targets, with many special cases. */
final class SiliconValues {
  private static final long[] EDGES = {
    0,
    1,
    2,
    -1,
    -2,
    0x7f,
    0x80,
    0x81,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x10000,
    0x7fffffff,
    0x80000000L,
    0xffffffffL,
    0x100000000L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1,
    0xffffffff80000000L,
    0xffffffffffff8000L,
    0xffffffffffffff80L,
    0x0101010101010101L
  };

  private static final int[] COUNTS = {0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65};

  private final Random random;

  SiliconValues(Random random) {
    this.random = random;
  }

  long any() {
    return switch (random.nextInt(4)) {
      case 0 -> EDGES[random.nextInt(EDGES.length)];
      case 1 -> count();
      case 2 -> random.nextLong() >> random.nextInt(64);
      default -> random.nextLong();
    };
  }

  /**
   * Returns a shift count near an operand's width or below 256, sometimes with random bits above
   * the low byte, which an instruction must ignore.
   */
  long count() {
    long noise = random.nextInt(8) == 0 ? random.nextLong() << 8 : 0;
    return noise
        | (random.nextInt(3) > 0 ? COUNTS[random.nextInt(COUNTS.length)] : random.nextInt(256));
  }

  /** Returns the address of an access, which is valid in most cases. */
  long address() {
    int near = random.nextInt(24);
    return switch (random.nextInt(32)) {
      case 0, 1, 2 -> SiliconMemory.DATA + 4096 - near;
      case 3, 4 -> SiliconMemory.CONSTANTS - near;
      case 5 -> SiliconMemory.CONSTANTS_END - near;
      case 6 -> SiliconMemory.DATA - near;
      case 7 -> SiliconMemory.CONSTANTS + random.nextInt(4000);
      case 8 -> SiliconMemory.DATA - 4096 + random.nextInt(4000);
      case 9 -> SiliconMemory.TEXT + random.nextInt(0x400);
      case 10 -> random.nextInt(3) > 0 ? notCanonical() : 0x800000000000L - near;
      case 11 -> random.nextInt(4) > 0 ? address() : -near;
      case 12, 13, 14, 15 -> inData() & -16;
      case 16, 17, 18, 19 -> inData() & -8;
      default -> inData();
    };
  }

  private long inData() {
    return SiliconMemory.DATA + 512 + random.nextInt(SiliconMemory.DATA_BYTES - 1024);
  }

  private long notCanonical() {
    long address = random.nextLong();
    return address >> 47 == address >> 63 ? address ^ 1L << 60 : address;
  }

  /** Returns a jump target, mostly in the text and never inside the instruction itself. */
  long target(long start, long end) {
    long target =
        switch (random.nextInt(12)) {
          case 0 -> SiliconMemory.DATA + random.nextInt(SiliconMemory.DATA_BYTES);
          case 1 -> SiliconMemory.TEXT_END + random.nextInt(4096);
          case 2 -> notCanonical();
          case 3 -> random.nextInt(1 << 16);
          default -> SiliconMemory.TEXT + random.nextInt(SiliconMemory.TEXT_BYTES);
        };
    return target >= start && target < end ? end : target;
  }

  /** Returns a segment base that arch_prctl accepts. */
  long base() {
    return random.nextInt(4) == 0 ? 0 : random.nextLong() >>> 17 & 0x7fffffffefffL;
  }
}
