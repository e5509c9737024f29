package fastpath.lab.vmlinux;

/**
 * Recognises the bytes with which an assembler aligns the next function: int3, or the nops that GNU
 * as makes ({@code alt_patt} of its x86 back end).
 */
final class Padding {
  private static final int INT3 = 0xcc;
  private static final int OPERAND_SIZE = 0x66;

  /** The limit on the length of nop padding in bytes: alignment to a cache line needs no more. */
  private static final int MOST = 63;

  private static final int LONGEST_NOP = 15;

  private Padding() {}

  /**
   * Returns the length of a function's code in bytes, without the padding behind the code; the
   * whole length if all bytes are padding.
   */
  static int trimmed(byte[] b, int from, int to) {
    int end = to;
    while (end > from && (b[end - 1] & 0xff) == INT3) {
      end--;
    }
    if (end < to) {
      // All int3 at the end are taken as padding, even an int3 that stops speculation behind a ret
      // or jmp.
      return end == from ? to - from : end - from;
    }
    int lowest = Math.max(from + 1, to - MOST);
    for (int start = lowest; start < to; start++) {
      if (areNops(b, start, to)) {
        return start - from;
      }
    }
    return to - from;
  }

  private static boolean areNops(byte[] b, int from, int to) {
    int at = from;
    while (at < to) {
      int length = nop(b, at, to);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /** Returns the length of a nop in the forms of GNU as; 0 for any other byte sequence. */
  private static int nop(byte[] b, int at, int to) {
    int next = at;
    while (next < to && next - at < LONGEST_NOP && (b[next] & 0xff) == OPERAND_SIZE) {
      next++;
    }
    if (next < to && (b[next] & 0xff) == 0x90) {
      return next + 1 - at;
    }
    if (next < to && (b[next] & 0xff) == 0x2e) {
      next++;
    }
    if (next + 2 >= to || (b[next] & 0xff) != 0x0f || (b[next + 1] & 0xff) != 0x1f) {
      return 0;
    }
    int operand =
        switch (b[next + 2] & 0xff) {
          case 0x00 -> 1;
          case 0x40 -> 2;
          case 0x44 -> 3;
          case 0x80 -> 5;
          case 0x84 -> 6;
          default -> 0;
        };
    int end = next + 2 + operand;
    if (operand == 0 || end > to) {
      return 0;
    }
    for (int i = next + 3; i < end; i++) {
      if (b[i] != 0) {
        return 0;
      }
    }
    return end - at;
  }
}
