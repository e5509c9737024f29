package fastpath.emulator.isa;

import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import java.util.Arrays;

/**
 * The memory of the cases, as silicon.c lays it out: two pages of data, directly followed by a
 * read-only page, and two pages of text filled with int3; nothing else is mapped.
 */
final class SiliconMemory {
  static final long DATA = 0x10001000L;
  static final int DATA_BYTES = 8192;
  static final long CONSTANTS = DATA + DATA_BYTES;
  static final int CONSTANTS_BYTES = 4096;
  static final long CONSTANTS_END = CONSTANTS + CONSTANTS_BYTES;
  static final long TEXT = 0x10010000L;
  static final int TEXT_BYTES = 8192;
  static final long TEXT_END = TEXT + TEXT_BYTES;

  private final Memory memory;
  private final byte[] before = new byte[DATA_BYTES];
  private byte[] code = {};
  private long codeAddress = TEXT;

  SiliconMemory(Cpu cpu) {
    memory = new Memory(cpu);
    memory.map(DATA, DATA_BYTES, Memory.READ | Memory.WRITE, "data");
    memory.map(CONSTANTS, CONSTANTS_BYTES, Memory.READ, "constants");
    memory.map(TEXT, TEXT_BYTES, Memory.READ | Memory.EXECUTE, "text");
    fill(memory.mapping(DATA).bytes(), 0, DATA, DATA_BYTES);
    fill(memory.mapping(CONSTANTS).bytes(), 0, CONSTANTS, CONSTANTS_BYTES);
    fill(before, 0, DATA, DATA_BYTES);
    Arrays.fill(memory.mapping(TEXT).bytes(), (byte) 0xcc);
  }

  Memory memory() {
    return memory;
  }

  /** Returns the byte with which silicon.c fills its data at an address. */
  static byte background(long address) {
    return (byte) ((int) address * 0x9e3779b1 >>> 24);
  }

  private static void fill(byte[] to, int from, long address, int length) {
    for (int i = 0; i < length; i++) {
      to[from + i] = background(address + i);
    }
  }

  void prepare(SiliconCase one) {
    if (one.address() != codeAddress || !Arrays.equals(code, one.code())) {
      int room = (int) Math.min(code.length, TEXT_END - codeAddress);
      byte[] filler = new byte[room];
      Arrays.fill(filler, (byte) 0xcc);
      memory.write(codeAddress, filler);
      code = one.code();
      codeAddress = one.address();
      room = (int) Math.min(code.length, TEXT_END - codeAddress);
      memory.write(codeAddress, Arrays.copyOf(code, room));
    }
    for (SiliconCase.Patch patch : one.patches()) {
      memory.write(patch.address(), patch.bytes());
      int at = (int) (patch.address() - DATA);
      System.arraycopy(patch.bytes(), 0, before, at, patch.bytes().length);
    }
  }

  /**
   * Returns the bytes that have changed since {@link #prepare}, and restores the background and the
   * patched bytes.
   */
  SiliconCase.Change takeBack(SiliconCase one) {
    byte[] now = memory.mapping(DATA).bytes();
    int first = Arrays.mismatch(now, before);
    int last = first;
    if (first >= 0) {
      last = DATA_BYTES;
      while (now[last - 1] == before[last - 1]) {
        last--;
      }
    }
    int start = Math.max(first, 0);
    byte[] changed = Arrays.copyOfRange(now, start, Math.max(last, 0));
    System.arraycopy(before, start, now, start, changed.length);
    for (SiliconCase.Patch patch : one.patches()) {
      int at = (int) (patch.address() - DATA);
      fill(now, at, patch.address(), patch.bytes().length);
      fill(before, at, patch.address(), patch.bytes().length);
    }
    return new SiliconCase.Change(DATA + start, changed);
  }
}
