package fastpath.codegen.pp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Values of number, character and string tokens (C17 6.4.4, 6.4.5). */
public final class Literals {
  private Literals() {}

  /**
   * An integer constant.
   *
   * @param value the constant's 64 bits
   * @param unsigned true if the constant has the suffix u
   * @param longs the number of l in the suffix
   * @param decimal true if the constant is written in base ten; its type is then signed unless it
   *     has the suffix u
   */
  public record IntegerLiteral(long value, boolean unsigned, int longs, boolean decimal) {}

  /** Returns the value of a number token. Floating constants are rejected. */
  public static IntegerLiteral integer(Token token) {
    String text = token.text.replace("'", "");
    int base = 10;
    int at = 0;
    if (text.length() > 1 && text.charAt(0) == '0') {
      char c = Character.toLowerCase(text.charAt(1));
      base = c == 'x' ? 16 : c == 'b' ? 2 : 8;
      at = base == 8 ? 1 : 2;
    }
    int digits = at;
    long value = 0;
    boolean overflow = false;
    while (at < text.length() && Character.digit(text.charAt(at), base) >= 0) {
      long old = value;
      value = value * base + Character.digit(text.charAt(at), base);
      overflow |=
          Long.compareUnsigned(old, Long.divideUnsigned(-1, base)) > 0
              || Long.compareUnsigned(value, old) < 0 && old != 0;
      at++;
    }
    String suffix = text.substring(at);
    if (isFloating(text, base)) {
      throw token.error("floating point is not supported: '" + text + "'");
    }
    if (at == digits && base != 8 || !suffix.isEmpty() && !isSuffix(suffix)) {
      throw token.error("invalid number '" + text + "'");
    }
    if (overflow) {
      throw token.error("integer constant is too large: '" + text + "'");
    }
    String lower = suffix.toLowerCase(java.util.Locale.ROOT);
    int longs = lower.contains("ll") ? 2 : lower.contains("l") ? 1 : 0;
    return new IntegerLiteral(value, lower.contains("u"), longs, base == 10);
  }

  private static boolean isFloating(String text, int base) {
    if (text.indexOf('.') >= 0) {
      return true;
    }
    String exponent = base == 16 ? "pP" : "eE";
    return base != 2 && text.chars().anyMatch(c -> exponent.indexOf(c) >= 0);
  }

  private static boolean isSuffix(String suffix) {
    return switch (suffix) {
      case "u", "U", "l", "L", "ul", "uL", "Ul", "UL", "lu", "lU", "Lu", "LU" -> true;
      case "ll", "LL", "ull", "uLL", "Ull", "ULL", "llu", "llU", "LLu", "LLU" -> true;
      default -> false;
    };
  }

  /**
   * Returns the value of a character constant, an int. Several characters are combined as in gcc.
   *
   * @param unsigned true if plain char is unsigned
   */
  public static long character(Token token, boolean unsigned) {
    String text = token.text;
    int open = text.indexOf('\'');
    byte[] bytes = unescape(token, text.substring(open + 1, text.length() - 1));
    if (bytes.length == 0) {
      throw token.error("empty character constant");
    }
    if (open > 0) {
      return new String(bytes, StandardCharsets.UTF_8).codePointAt(0);
    }
    if (bytes.length == 1) {
      return unsigned ? bytes[0] & 255 : bytes[0];
    }
    int value = 0;
    for (byte b : bytes) {
      value = value << 8 | b & 255;
    }
    return value;
  }

  /** Returns the bytes of a string literal without the final NUL. Wide strings are rejected. */
  public static byte[] string(Token token) {
    String text = token.text;
    int open = text.indexOf('"');
    if (open > 0 && !text.startsWith("u8")) {
      throw token.error("wide strings are not supported");
    }
    return unescape(token, text.substring(open + 1, text.length() - 1));
  }

  private static byte[] unescape(Token token, String body) {
    if (body.indexOf('\\') < 0) {
      return body.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < body.length()) {
      char c = body.charAt(at++);
      if (c != '\\') {
        int start = at - 1;
        while (at < body.length() && body.charAt(at) != '\\') {
          at++;
        }
        out.writeBytes(body.substring(start, at).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char e = body.charAt(at++);
      if (e >= '0' && e <= '7') {
        int value = e - '0';
        for (int n = 1;
            n < 3 && at < body.length() && Character.digit(body.charAt(at), 8) >= 0;
            n++) {
          value = value * 8 + body.charAt(at++) - '0';
        }
        out.write(value);
      } else if (e == 'x') {
        int value = 0;
        int start = at;
        while (at < body.length() && Character.digit(body.charAt(at), 16) >= 0) {
          value = value * 16 + Character.digit(body.charAt(at++), 16);
        }
        if (at == start) {
          throw token.error("\\x used with no following hex digits");
        }
        out.write(value);
      } else if (e == 'u' || e == 'U') {
        int length = e == 'u' ? 4 : 8;
        if (at + length > body.length()) {
          throw token.error("incomplete universal character name");
        }
        int value = Integer.parseInt(body.substring(at, at + length), 16);
        at += length;
        out.writeBytes(new String(Character.toChars(value)).getBytes(StandardCharsets.UTF_8));
      } else {
        out.write(simple(e, token));
      }
    }
    return out.toByteArray();
  }

  private static int simple(char e, Token token) {
    return switch (e) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'a' -> 7;
      case 'b' -> 8;
      case 'f' -> 12;
      case 'v' -> 11;
      case 'e', 'E' -> 27;
      case '\\', '\'', '"', '?' -> e;
      default -> throw token.error("unknown escape sequence '\\" + e + "'");
    };
  }
}
