package fastpath.codegen.asm;

import java.util.HexFormat;

/** Padding of code as in GNU as 2.40 for generic x86-64 (tc-i386.c, alt_patt). */
final class Nops {
  private static final int MAX = 11;
  private static final int MOST_NOPS = 7;
  private static final int MOST_BYTES = 1 << 20;

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

  /**
   * Pads a number of bytes with nops. A padding longer than seven of the longest nops begins with a
   * jump over it.
   */
  static void pad(byte[] out, int at, int count) {
    pad(out, at, count, MAX);
  }

  /**
   * {@code .nops}: a number of bytes of nops, each of at most {@code longest} bytes; 0 means no
   * limit.
   */
  static byte[] bytes(long count, long longest) {
    if (longest < 0 || longest > MAX) {
      throw new TermParser.Failure("a nop of %d bytes is not from 0 to %d".formatted(longest, MAX));
    }
    if (count > MOST_BYTES) {
      throw new TermParser.Failure("too much space: " + count);
    }
    byte[] out = new byte[(int) Math.max(0, count)];
    pad(out, 0, out.length, longest == 0 ? MAX : (int) longest);
    return out;
  }

  private static void pad(byte[] out, int at, int count, int longest) {
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
    for (; left >= longest; left -= longest, from += longest) {
      System.arraycopy(NOPS[longest - 1], 0, out, from, longest);
    }
    if (left > 0) {
      System.arraycopy(NOPS[left - 1], 0, out, from, left);
    }
  }

  private static byte[] hex(String s) {
    return HexFormat.of().parseHex(s);
  }
}
