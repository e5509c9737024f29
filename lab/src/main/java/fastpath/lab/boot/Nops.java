package fastpath.lab.boot;

import java.util.Arrays;
import java.util.HexFormat;

/** The kernel's nop instructions and the ways to join them (arch/x86/include/asm/nops.h). */
enum Nops {
  /** Nops of kernels up to 6.3: the longest has 8 bytes, and runs of one-byte nops are joined. */
  OLD(8) {
    @Override
    void optimize(byte[] code, long address) {
      int at = 0;
      while (at < code.length) {
        int length = KernelText.length(code, at, address + at);
        if (length == 0) {
          return;
        }
        int end = code[at] == ONE ? run(code, at) : at + length;
        if (code[at] == ONE && end - at > 1) {
          fill(code, at, end);
        }
        at = end;
      }
    }
  },
  /**
   * Nops of kernels from 6.4 on: the longest has 11 bytes, and a longer run begins with a jump over
   * the rest.
   */
  NEW(11) {
    @Override
    void optimize(byte[] code, long address) {
      int at = 0;
      while (at < code.length) {
        int length = KernelText.length(code, at, address + at);
        if (length == 0) {
          return;
        }
        int end = at + length;
        if (isNop(code, at, end)) {
          if (end == code.length && length > 1) {
            return;
          }
          while (end < code.length && nopAt(code, end, address) > 0) {
            end += nopAt(code, end, address);
          }
          fill(code, at, end);
        }
        at = end;
      }
    }

    @Override
    void fill(byte[] code, int from, int to) {
      if (to - from <= LONGEST_NEW) {
        super.fill(code, from, to);
        return;
      }
      Arrays.fill(code, from, to, (byte) INT3);
      code[from] = (byte) JMP8;
      code[from + 1] = (byte) (to - from - 2);
    }
  };

  static final int INT3 = 0xcc;
  static final int JMP8 = 0xeb;
  private static final byte ONE = (byte) 0x90;
  private static final int LONGEST_NEW = 11;

  private static final String[] TEXT = {
    "",
    "90",
    "6690",
    "0f1f00",
    "0f1f4000",
    "0f1f440000",
    "660f1f440000",
    "0f1f8000000000",
    "0f1f840000000000",
    "2e0f1f840000000000",
    "662e0f1f840000000000",
    "66662e0f1f840000000000",
  };

  private final int longest;

  Nops(int longest) {
    this.longest = longest;
  }

  /** Replaces nops in the code by fewer and longer nops. */
  abstract void optimize(byte[] code, long address);

  /** Fills a range of bytes with nops, the longest first. */
  void fill(byte[] code, int from, int to) {
    int at = from;
    while (at < to) {
      byte[] nop = nop(Math.min(longest, to - at));
      System.arraycopy(nop, 0, code, at, nop.length);
      at += nop.length;
    }
  }

  /** Returns the nop that has a length of 1 to 11 bytes. */
  static byte[] nop(int bytes) {
    return HexFormat.of().parseHex(TEXT[bytes]);
  }

  private static int run(byte[] code, int from) {
    int end = from;
    while (end < code.length && code[end] == ONE) {
      end++;
    }
    return end;
  }

  private static int nopAt(byte[] code, int at, long address) {
    int length = KernelText.length(code, at, address + at);
    return length > 0 && isNop(code, at, at + length) ? length : 0;
  }

  /** True if the bytes are a nop: 90, or 0f 1f, behind any number of prefixes 66 and 2e. */
  private static boolean isNop(byte[] code, int from, int to) {
    int at = from;
    while (at < to && (code[at] == 0x66 || code[at] == 0x2e)) {
      at++;
    }
    return code[at] == ONE && at + 1 == to
        || at + 1 < to && code[at] == 0x0f && code[at + 1] == 0x1f;
  }
}
