package fastpath.lab.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Encodes and decodes calls and jumps of 5 bytes. */
final class Branches {
  static final int CALL = 0xe8;
  static final int JMP = 0xe9;
  static final int BYTES = 5;

  private Branches() {}

  /** Returns the code of a call or jump that is executed at an address. */
  static byte[] to(int opcode, long address, long target) {
    byte[] code = new byte[BYTES];
    code[0] = (byte) opcode;
    setTarget(code, 0, address, target);
    return code;
  }

  /** Returns the target of the branch at an offset in the code, which is executed at an address. */
  static long target(byte[] code, int offset, long address) {
    return address + BYTES + words(code).getInt(offset + 1);
  }

  static void setTarget(byte[] code, int offset, long address, long target) {
    words(code).putInt(offset + 1, (int) (target - address - BYTES));
  }

  private static ByteBuffer words(byte[] code) {
    return ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
  }
}
