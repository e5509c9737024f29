package fastpath.lab.vmlinux;

import java.nio.charset.StandardCharsets;

/**
 * The token table of kallsyms: the 256 texts that the bytes of compressed names stand for, and
 * behind the texts the index of their offsets.
 *
 * @param start the offset at which the texts begin
 * @param end the offset at which the index ends
 */
record TokenTable(String[] texts, int start, int end) {
  private static final int TOKENS = 256;
  private static final int MOST_BYTES = 1 << 16;

  /**
   * The texts of the tokens '0' to '9': each digit stands for itself, because names contain digits.
   */
  private static final byte[] DIGITS = {
    '0', 0, '1', 0, '2', 0, '3', 0, '4', 0, '5', 0, '6', 0, '7', 0, '8', 0, '9', 0
  };

  /** Returns the text of a token. */
  String text(int token) {
    return texts[token];
  }

  /**
   * Returns the first token table that begins at an offset or later; null if the section has none.
   */
  static TokenTable find(byte[] b, int from) {
    for (int at = from; at <= b.length - DIGITS.length; at++) {
      if (b[at] == '0' && areDigits(b, at)) {
        int start = back(b, at, '0');
        TokenTable found = start < from ? null : at(b, start);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static boolean areDigits(byte[] b, int at) {
    for (int i = 0; i < DIGITS.length; i++) {
      if (b[at + i] != DIGITS[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the offset of the text that stands the given number of texts before an offset; -1 if
   * that text lies outside of the section.
   */
  private static int back(byte[] b, int at, int texts) {
    int start = at;
    for (int i = 0; i < texts; i++) {
      start--;
      if (start < 0 || b[start] != 0 || at - start > MOST_BYTES) {
        return -1;
      }
      while (start > 0 && b[start - 1] != 0 && at - start <= MOST_BYTES) {
        start--;
      }
    }
    return start;
  }

  private static TokenTable at(byte[] b, int start) {
    String[] texts = new String[TOKENS];
    int[] starts = new int[TOKENS];
    int at = start;
    for (int i = 0; i < TOKENS; i++) {
      int from = at;
      while (at < b.length && b[at] != 0 && at - start < MOST_BYTES) {
        at++;
      }
      if (at >= b.length || b[at] != 0) {
        return null;
      }
      starts[i] = from - start;
      texts[i] = new String(b, from, at - from, StandardCharsets.ISO_8859_1);
      at++;
    }
    int index = Words.up(at, 8);
    if (index + 2 * TOKENS > b.length) {
      return null;
    }
    for (int i = 0; i < TOKENS; i++) {
      if (Words.u16(b, index + 2 * i) != starts[i]) {
        return null;
      }
    }
    return new TokenTable(texts, start, index + 2 * TOKENS);
  }
}
