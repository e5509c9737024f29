package fastpath.tests;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/**
 * Damage to an ELF file: changes fields that the reader depends on, to values that are likely to
 * cause errors.
 */
final class ElfMutation {
  private static final long[] TELLING = {
    0,
    1,
    2,
    3,
    4,
    7,
    8,
    0x7f,
    0xff,
    0xfff1,
    0xfff2,
    0xffff,
    0x7fffffff,
    0x80000000L,
    0xffffffffL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -8,
    -4096,
    1L << 62
  };

  private final Random random;
  private byte[] elf;
  private ByteBuffer at;

  private ElfMutation(byte[] elf, Random random) {
    this.random = random;
    set(elf.clone());
  }

  /** Returns a copy of a file with one to four changes. */
  static byte[] of(byte[] elf, Random random) {
    ElfMutation mutation = new ElfMutation(elf, random);
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      mutation.damage();
    }
    return mutation.elf;
  }

  private void set(byte[] bytes) {
    elf = bytes;
    at = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void damage() {
    if (elf.length < 64) {
      return;
    }
    switch (random.nextInt(20)) {
      case 0 -> set(Arrays.copyOf(elf, random.nextInt(elf.length)));
      case 1, 2 -> elf[random.nextInt(elf.length)] ^= (byte) (1 << random.nextInt(8));
      case 3 -> field(16, 64 - 16);
      case 4, 5 -> field(header(), 64);
      case 6 -> field(segment(), 56);
      case 7 -> swapHeaders();
      case 8, 9, 10 -> run(inSection(), 1 + random.nextInt(16), random.nextBoolean() ? 0xff : 0x80);
      case 11, 12 -> copy(inSection(), inSection(), 1 + random.nextInt(64));
      case 13, 14 -> run(inSection(), 1 + random.nextInt(8), random.nextInt(256));
      default -> value(inSection(), 1 << random.nextInt(4));
    }
  }

  private int sections() {
    return Math.max(1, at.getShort(60) & 0xffff);
  }

  private int header() {
    return (int) at.getLong(40) + 64 * random.nextInt(sections());
  }

  private int segment() {
    return (int) at.getLong(32) + 56 * random.nextInt(Math.max(1, at.getShort(56) & 0xffff));
  }

  /** Changes a word at a random aligned offset of a structure. */
  private void field(int structure, int length) {
    int bytes = random.nextBoolean() ? 4 : 8;
    value(structure + bytes * random.nextInt(length / bytes), bytes);
  }

  private void value(int offset, int bytes) {
    long value =
        switch (random.nextInt(4)) {
          case 0 -> random.nextLong();
          case 1 -> elf.length + random.nextInt(5) - 2;
          case 2 -> random.nextInt(300);
          default -> TELLING[random.nextInt(TELLING.length)];
        };
    for (int i = 0; i < bytes; i++) {
      put(offset + i, (int) (value >> 8 * i));
    }
  }

  private void put(int offset, int value) {
    if (offset >= 0 && offset < elf.length) {
      elf[offset] = (byte) value;
    }
  }

  /** Returns an offset in a random section; an empty section counts as one byte long. */
  private int inSection() {
    int header = header();
    if (header < 0 || header > elf.length - 64) {
      return random.nextInt(elf.length);
    }
    long size = Math.clamp(at.getLong(header + 32), 1, elf.length);
    return (int) (at.getLong(header + 24) + random.nextLong(size));
  }

  private void run(int offset, int length, int value) {
    for (int i = 0; i < length; i++) {
      put(offset + i, value);
    }
  }

  private void copy(int from, int to, int length) {
    for (int i = 0; i < length; i++) {
      put(to + i, from + i >= 0 && from + i < elf.length ? elf[from + i] : 0);
    }
  }

  private void swapHeaders() {
    int one = header();
    int other = header();
    for (int i = 0; i < 64; i++) {
      if (Math.min(one, other) >= 0 && Math.max(one, other) < elf.length - i) {
        byte kept = elf[one + i];
        elf[one + i] = elf[other + i];
        elf[other + i] = random.nextInt(4) == 0 ? elf[other + i] : kept;
      }
    }
  }
}
