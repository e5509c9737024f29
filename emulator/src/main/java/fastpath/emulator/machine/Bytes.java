package fastpath.emulator.machine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Loads and stores little-endian numbers in a mapping's bytes. Generated code calls the methods
 * with a size in their names, each of which HotSpot compiles once for all callers.
 */
public final class Bytes {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Bytes() {}

  public static long load1(byte[] b, int at) {
    return b[at] & 0xffL;
  }

  public static long load2(byte[] b, int at) {
    return (short) SHORT.get(b, at) & 0xffffL;
  }

  public static long load4(byte[] b, int at) {
    return (int) INT.get(b, at) & 0xffffffffL;
  }

  public static long load8(byte[] b, int at) {
    return (long) LONG.get(b, at);
  }

  public static void store1(byte[] b, int at, long value) {
    b[at] = (byte) value;
  }

  public static void store2(byte[] b, int at, long value) {
    SHORT.set(b, at, (short) value);
  }

  public static void store4(byte[] b, int at, long value) {
    INT.set(b, at, (int) value);
  }

  public static void store8(byte[] b, int at, long value) {
    LONG.set(b, at, value);
  }

  /** Loads 1, 2, 4 or 8 bytes, zero-extended. */
  static long load(byte[] b, int at, int bytes) {
    return switch (bytes) {
      case 8 -> load8(b, at);
      case 4 -> load4(b, at);
      case 1 -> load1(b, at);
      case 2 -> load2(b, at);
      default -> throw new IllegalArgumentException("no access of " + bytes + " bytes");
    };
  }

  /** Stores the low 1, 2, 4 or 8 bytes of a value. */
  static void store(byte[] b, int at, int bytes, long value) {
    switch (bytes) {
      case 8 -> store8(b, at, value);
      case 4 -> store4(b, at, value);
      case 1 -> store1(b, at, value);
      case 2 -> store2(b, at, value);
      default -> throw new IllegalArgumentException("no access of " + bytes + " bytes");
    }
  }
}
