package fastpath.emulator.machine;

import java.util.Arrays;

/**
 * Executes many iterations of rep movs and rep stos at once: as many as stay within one mapping on
 * either side, do not fault and do not change code. The engine executes the remaining iterations
 * one by one.
 */
public final class Bulk {
  private Bulk() {}

  /**
   * Copies elements with the same result as copying them one after another.
   *
   * @param to address of the first element copied, which is the highest one if down
   * @param count number of elements, unsigned
   * @param bytes bytes of an element: 1, 2, 4 or 8
   * @param down true to copy towards lower addresses
   * @return number of elements copied, 0 to count
   */
  public static long copy(Memory m, long to, long from, long count, int bytes, boolean down) {
    Mapping source = m.accessible(from, Memory.READ);
    Mapping target = m.accessible(to, Memory.WRITE);
    if (source == null || target == null) {
      return 0;
    }
    long n = fits(source, from, fits(target, to, count, bytes, down), bytes, down);
    int length = (int) n * bytes;
    int at = (int) (from - source.address());
    int toAt = (int) (to - target.address());
    if (n > 0 && down) {
      at -= length - bytes;
      toAt -= length - bytes;
    }
    if (n == 0 || source == target && isCareful(at, toAt, length, bytes, down)) {
      return 0;
    }
    target.dirty().markAll(toAt, length);
    if (down) {
      System.arraycopy(source.bytes(), at, target.bytes(), toAt, length);
    } else {
      forward(source.bytes(), at, target.bytes(), toAt, length);
    }
    return n;
  }

  /**
   * Returns true if source and target overlap so that copying all elements at once would give
   * another result than copying them one after another.
   */
  private static boolean isCareful(int from, int to, int length, int bytes, boolean down) {
    int distance = to - from;
    return down
        ? distance < 0 && -distance < length
        : distance > 0 && distance < bytes && distance < length;
  }

  /** Copies upwards; where source and target overlap, the bytes already copied are copied again. */
  public static void forward(byte[] from, int at, byte[] to, int toAt, int length) {
    int period = toAt - at;
    if (from != to || period <= 0 || period >= length) {
      System.arraycopy(from, at, to, toAt, length);
      return;
    }
    for (int done = 0; done < length; ) {
      int n = Math.min(length - done, period + done);
      System.arraycopy(from, at, to, toAt + done, n);
      done += n;
    }
  }

  /**
   * Stores a value to elements; parameters and result are those of {@link #copy}.
   *
   * @param value the element, in its low bytes
   */
  public static long fill(Memory m, long to, long value, long count, int bytes, boolean down) {
    Mapping target = m.accessible(to, Memory.WRITE);
    if (target == null) {
      return 0;
    }
    long n = fits(target, to, count, bytes, down);
    if (n == 0) {
      return 0;
    }
    int length = (int) n * bytes;
    int at = (int) (to - target.address()) - (down ? length - bytes : 0);
    target.dirty().markAll(at, length);
    fill(target.bytes(), at, length, value, bytes);
    return n;
  }

  /** Fills an array with a whole number of elements. */
  public static void fill(byte[] b, int at, int length, long value, int bytes) {
    if (bytes == 1) {
      Arrays.fill(b, at, at + length, (byte) value);
      return;
    }
    for (int i = 0; i < Math.min(bytes, length); i++) {
      b[at + i] = (byte) (value >>> 8 * i);
    }
    if (length > bytes) {
      forward(b, at, b, at + bytes, length - bytes);
    }
  }

  /** Returns how many elements, at most {@code count}, lie in a mapping. */
  private static long fits(Mapping r, long address, long count, int bytes, boolean down) {
    long offset = address - r.address();
    if (offset > r.size() - bytes) {
      return 0;
    }
    long most = down ? offset / bytes + 1 : (r.size() - offset) / bytes;
    return Long.compareUnsigned(count, most) < 0 ? count : most;
  }
}
