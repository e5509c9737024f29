package fastpath.lab.vmlinux;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads and writes little-endian values in byte arrays. */
final class Words {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Words() {}

  static int u16(byte[] b, int at) {
    return (short) SHORT.get(b, at) & 0xffff;
  }

  static int i32(byte[] b, int at) {
    return (int) INT.get(b, at);
  }

  static long u32(byte[] b, int at) {
    return i32(b, at) & 0xffffffffL;
  }

  static long i64(byte[] b, int at) {
    return (long) LONG.get(b, at);
  }

  static int bigEndian32(byte[] b, int at) {
    return (int) BIG_INT.get(b, at);
  }

  static void put16(byte[] b, int at, int value) {
    SHORT.set(b, at, (short) value);
  }

  static void put32(byte[] b, int at, int value) {
    INT.set(b, at, value);
  }

  static void put64(byte[] b, int at, long value) {
    LONG.set(b, at, value);
  }

  static int up(int value, int alignment) {
    return value + alignment - 1 & -alignment;
  }
}
