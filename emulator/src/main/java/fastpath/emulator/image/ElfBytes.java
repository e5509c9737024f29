package fastpath.emulator.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads little-endian values from byte arrays. */
final class ElfBytes {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ElfBytes() {}

  static int u16(byte[] b, int at) {
    return (short) SHORT.get(b, at) & 0xffff;
  }

  static int i32(byte[] b, int at) {
    return (int) INT.get(b, at);
  }

  static long i64(byte[] b, int at) {
    return (long) LONG.get(b, at);
  }

  static void put(byte[] b, int at, int bytes, long value) {
    switch (bytes) {
      case 1 -> b[at] = (byte) value;
      case 2 -> SHORT.set(b, at, (short) value);
      case 4 -> INT.set(b, at, (int) value);
      case 8 -> LONG.set(b, at, value);
      default -> throw new IllegalArgumentException("no value of " + bytes + " bytes");
    }
  }
}
