package fastpath.emulator.isa;

import fastpath.emulator.isa.IsaException.Reason;
import java.util.Arrays;

/** A reader of the bytes of one instruction. */
final class CodeBytes {
  /** The longest instruction in bytes; a longer one raises #GP (SDM vol. 2A, 2.3.11). */
  static final int LONGEST = 15;

  private final byte[] code;
  private final int offset;
  private final int limit;
  private final long address;
  private int at;

  CodeBytes(byte[] code, int offset, int limit, long address) {
    this.code = code;
    this.offset = offset;
    this.limit = limit;
    this.address = address;
    this.at = offset;
  }

  /** Returns the number of bytes read. */
  int length() {
    return at - offset;
  }

  byte[] read() {
    return Arrays.copyOfRange(code, offset, at);
  }

  void skip(int bytes) {
    at += bytes;
  }

  IsaException failure(Reason reason, String name) {
    int end = Math.min(Math.min(limit, offset + LONGEST), Math.max(at, offset + 1));
    return new IsaException(reason, name, address, Arrays.copyOfRange(code, offset, end));
  }

  int next() {
    int value = peek();
    at++;
    return value;
  }

  boolean atEnd() {
    return at >= limit || at - offset >= LONGEST;
  }

  int peek() {
    if (at - offset >= LONGEST) {
      throw failure(Reason.TOO_LONG, "");
    }
    if (at >= limit) {
      throw failure(Reason.TRUNCATED, "");
    }
    return code[at] & 0xff;
  }

  /**
   * Reads the opcode map after the escape byte 0F: 1, or 2 or 3 if 38 or 3A follows (SDM vol. 2A,
   * 2.1.2). The opcode is then the next byte.
   */
  int escapedMap() {
    int escape = peek();
    if (escape != 0x38 && escape != 0x3a) {
      return 1;
    }
    at++;
    return escape == 0x38 ? 2 : 3;
  }

  /** Reads a little-endian number of a given size and sign-extends it. */
  long nextLong(int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) next() << (8 * i);
    }
    return Alu.sx(bytes * 8, value);
  }
}
