package fastpath.codegen.asm;

import fastpath.codegen.obj.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Parses parts of statements: string literals and lists. */
final class Strings {
  private Strings() {}

  /** The byte that an escape sequence stands for, by the letter after the backslash. */
  static char escape(char c) {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }

  /** Returns the bytes of a string literal; adjacent literals are concatenated. */
  static byte[] literal(String text) {
    ByteSink out = new ByteSink();
    int i = 0;
    while (i < text.length()) {
      if (Character.isWhitespace(text.charAt(i))) {
        i++;
        continue;
      }
      if (text.charAt(i) != '"') {
        throw new TermParser.Failure("expected a string: '" + text + "'");
      }
      i = literal(text, i + 1, out);
    }
    return out.toByteArray();
  }

  private static int literal(String text, int from, ByteSink out) {
    int i = from;
    while (i < text.length() && text.charAt(i) != '"') {
      char c = text.charAt(i++);
      if (c != '\\' || i == text.length()) {
        int start = i - 1;
        while (i < text.length() && text.charAt(i) != '"' && text.charAt(i) != '\\') {
          i++;
        }
        out.bytes(text.substring(start, i).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      c = text.charAt(i++);
      if (c >= '0' && c <= '7') {
        int value = c - '0';
        for (int n = 1;
            n < 3 && i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '7';
            n++) {
          value = value * 8 + text.charAt(i++) - '0';
        }
        out.u8(value);
      } else if (c == 'x' || c == 'X') {
        int value = 0;
        while (i < text.length() && Character.digit(text.charAt(i), 16) >= 0) {
          value = value * 16 + Character.digit(text.charAt(i++), 16);
        }
        out.u8(value);
      } else {
        out.u8(escape(c));
      }
    }
    if (i == text.length()) {
      throw new TermParser.Failure("unterminated string");
    }
    return i + 1;
  }

  /**
   * Splits a text at the commas that are in no string and no parentheses; blank text has no parts.
   */
  static List<String> list(String text) {
    List<String> parts = new ArrayList<>();
    if (text.isBlank()) {
      return parts;
    }
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> i = stringEnd(text, i);
        case '\'' -> {
          i += i + 1 < text.length() && text.charAt(i + 1) == '\\' ? 2 : 1;
          i += i + 1 < text.length() && text.charAt(i + 1) == '\'' ? 1 : 0;
        }
        case '(' -> depth++;
        case ')' -> depth--;
        case ',' -> {
          if (depth == 0) {
            parts.add(text.substring(start, i).strip());
            start = i + 1;
          }
        }
        default -> {}
      }
    }
    parts.add(text.substring(Math.min(start, text.length())).strip());
    return parts;
  }

  /** Returns a part of a list; the empty string if the list has fewer parts. */
  static String part(List<String> parts, int i) {
    return i < parts.size() ? parts.get(i) : "";
  }

  /** Returns the index of the closing quote. */
  static int stringEnd(String text, int open) {
    int i = open + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i, text.length() - 1);
  }

  /** Returns a symbol name, which may be quoted. */
  static String name(String text) {
    String s = text.strip();
    boolean quoted = s.length() > 1 && s.startsWith("\"") && s.endsWith("\"");
    String name = quoted ? s.substring(1, s.length() - 1) : s;
    boolean plain = !name.isEmpty();
    for (int i = 0; i < name.length() && !quoted; i++) {
      plain &=
          TermParser.isNamePart(name.charAt(i)) || name.charAt(i) == '@' || name.charAt(i) == '-';
    }
    if (!plain) {
      throw new TermParser.Failure("expected a name: '" + text + "'");
    }
    return name;
  }
}
