package fastpath.lab.text.demangle;

/**
 * A decoder of names with letters beyond ASCII (RFC 3492). Rust writes {@code _} in place of the
 * hyphen.
 */
final class Punycode {
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;

  private Punycode() {}

  static String decode(String text) {
    int hyphen = text.lastIndexOf('_');
    StringBuilder out = new StringBuilder(hyphen < 0 ? "" : text.substring(0, hyphen));
    String digits = text.substring(hyphen + 1);
    int n = 128;
    int bias = 72;
    long i = 0;
    for (int at = 0; at < digits.length(); ) {
      long before = i;
      long weight = 1;
      for (int k = BASE; ; k += BASE) {
        int digit = Character.digit(digits.charAt(at++), BASE);
        // Digits in Rust's encoding are ordered after letters.
        digit = digit < 10 ? digit + 26 : digit - 10;
        i += digit * weight;
        int t = Math.clamp(k - bias, T_MIN, T_MAX);
        if (digit < t) {
          break;
        }
        weight *= BASE - t;
        if (weight > Integer.MAX_VALUE) {
          throw new NotMangled();
        }
      }
      int length = out.codePointCount(0, out.length()) + 1;
      bias = adapt(i - before, length, before == 0);
      n += (int) (i / length);
      i %= length;
      if (n > Character.MAX_CODE_POINT) {
        throw new NotMangled();
      }
      out.insert(out.offsetByCodePoints(0, (int) i), Character.toString(n));
      i++;
    }
    return out.toString();
  }

  private static int adapt(long delta, int length, boolean first) {
    long d = first ? delta / 700 : delta / 2;
    d += d / length;
    int k = 0;
    while (d > (BASE - T_MIN) * T_MAX / 2) {
      d /= BASE - T_MIN;
      k += BASE;
    }
    return (int) (k + (BASE - T_MIN + 1) * d / (d + 38));
  }
}
