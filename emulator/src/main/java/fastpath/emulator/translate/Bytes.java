package fastpath.emulator.translate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Accesses of generated code to a region's bytes, in methods that are compiled once for all. */
final class Bytes {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Bytes() {}

  static long load1(byte[] b, int at) {
    return b[at] & 0xffL;
  }

  static long load2(byte[] b, int at) {
    return (short) SHORT.get(b, at) & 0xffffL;
  }

  static long load4(byte[] b, int at) {
    return (int) INT.get(b, at) & 0xffffffffL;
  }

  static long load8(byte[] b, int at) {
    return (long) LONG.get(b, at);
  }

  static void store1(byte[] b, int at, long value) {
    b[at] = (byte) value;
  }

  static void store2(byte[] b, int at, long value) {
    SHORT.set(b, at, (short) value);
  }

  static void store4(byte[] b, int at, long value) {
    INT.set(b, at, (int) value);
  }

  static void store8(byte[] b, int at, long value) {
    LONG.set(b, at, value);
  }
}
