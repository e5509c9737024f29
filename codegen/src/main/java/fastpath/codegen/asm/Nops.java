package fastpath.codegen.asm;

import java.util.HexFormat;

/** Padding of code as GNU as 2.40 does it for generic x86-64 (tc-i386.c, alt_patt). */
final class Nops {
  private static final int MAX = 11;
  private static final int MOST_NOPS = 7;

  private static final byte[][] NOPS = {
    hex("90"),
    hex("6690"),
    hex("0f1f00"),
    hex("0f1f4000"),
    hex("0f1f440000"),
    hex("660f1f440000"),
    hex("0f1f8000000000"),
    hex("0f1f840000000000"),
    hex("660f1f840000000000"),
    hex("662e0f1f840000000000"),
    hex("66662e0f1f840000000000"),
  };

  private Nops() {}

  /** Pads; more than seven of the longest nops are jumped over. */
  static void pad(byte[] out, int at, int count) {
    int from = at;
    int left = count;
    if (count / MAX > MOST_NOPS) {
      int jump = count - 2 <= 127 ? 2 : 5;
      out[at] = (byte) (jump == 2 ? 0xeb : 0xe9);
      left = count - jump;
      for (int i = 1; i < jump; i++) {
        out[at + i] = (byte) (left >> 8 * (i - 1));
      }
      from += jump;
    }
    for (; left >= MAX; left -= MAX, from += MAX) {
      System.arraycopy(NOPS[MAX - 1], 0, out, from, MAX);
    }
    if (left > 0) {
      System.arraycopy(NOPS[left - 1], 0, out, from, left);
    }
  }

  private static byte[] hex(String s) {
    return HexFormat.of().parseHex(s);
  }
}
