package fastpath.emulator.isa;

import java.util.Random;

/**
 * Random strings of 16 bytes that resemble code: uniformly distributed, or biased towards one part
 * of the opcode map.
 */
final class RandomBytes {
  /** Length of a string in bytes, which is greater than that of any instruction. */
  static final int LENGTH = 16;

  private static final int[] PREFIXES = {
    0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3, 0x40, 0x41, 0x44, 0x48, 0x4f
  };

  private final Random random;
  private byte[] bytes;
  private int at;

  RandomBytes(long seed) {
    this.random = new Random(seed);
  }

  byte[] next() {
    bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    at = 0;
    switch (random.nextInt(10)) {
      case 0, 1 -> {}
      case 2 -> prefixes(random.nextInt(15));
      case 3 -> opcode(1, 0x0f);
      case 4 -> opcode(2, 0x0f, 0x38);
      case 5 -> opcode(2, 0x0f, 0x3a);
      case 6 -> vex();
      case 7 -> opcode(1, 0x62, 0xf0 | random.nextInt(8), random.nextInt() | 4);
      case 8 -> opcode(2, 0xd8 + random.nextInt(8));
      default -> prefixes(2);
    }
    if (random.nextInt(4) == 0) {
      bytes[at] = (byte) Isa.forms().get(random.nextInt(Isa.forms().size())).encoding.opcode();
    }
    return bytes;
  }

  private void prefixes(int most) {
    for (int n = random.nextInt(most + 1); n > 0; n--) {
      put(PREFIXES[random.nextInt(PREFIXES.length)]);
    }
  }

  private void opcode(int mostPrefixes, int... first) {
    prefixes(mostPrefixes);
    for (int value : first) {
      put(value);
    }
  }

  /** Adds a VEX prefix, mostly for the opcode maps that exist. */
  private void vex() {
    if (random.nextBoolean()) {
      put(0xc5);
      put(random.nextInt());
    } else {
      put(random.nextInt(8) == 0 ? 0x8f : 0xc4);
      put(random.nextInt(8) == 0 ? random.nextInt() : 0xe0 | 1 + random.nextInt(3));
      put(random.nextInt());
    }
  }

  private void put(int value) {
    bytes[at++] = (byte) value;
  }
}
