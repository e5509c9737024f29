package fastpath.lab.text.demangle;

import com.google.common.collect.ImmutableMap;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A decoder of Rust's current symbols (RFC 2603, "v0"). */
final class RustName {
  private static final Map<Character, String> BASIC =
      ImmutableMap.ofEntries(
          Map.entry('a', "i8"),
          Map.entry('b', "bool"),
          Map.entry('c', "char"),
          Map.entry('d', "f64"),
          Map.entry('e', "str"),
          Map.entry('f', "f32"),
          Map.entry('h', "u8"),
          Map.entry('i', "isize"),
          Map.entry('j', "usize"),
          Map.entry('l', "i32"),
          Map.entry('m', "u32"),
          Map.entry('n', "i128"),
          Map.entry('o', "u128"),
          Map.entry('p', "_"),
          Map.entry('s', "i16"),
          Map.entry('t', "u16"),
          Map.entry('u', "()"),
          Map.entry('v', "..."),
          Map.entry('x', "i64"),
          Map.entry('y', "u64"),
          Map.entry('z', "!"));

  private static final int START = "_R".length();

  private final MangledText in;

  RustName(String symbol) {
    in = new MangledText(symbol, START);
  }

  String parse() {
    String path = path(true);
    if (in.peek() != 0 && in.peek() != '.' && !Character.isUpperCase(in.peek())) {
      throw new NotMangled();
    }
    return path;
  }

  /**
   * @param value true if generic arguments are written behind {@code ::}, as in an expression;
   *     false if {@code ::} is omitted, as in a type
   */
  private String path(boolean value) {
    in.enter();
    char tag = in.next();
    String path =
        switch (tag) {
          case 'C' -> identifier();
          case 'M' -> {
            implementation();
            yield "<" + type() + ">";
          }
          case 'X' -> {
            implementation();
            yield "<" + type() + " as " + path(false) + ">";
          }
          case 'Y' -> "<" + type() + " as " + path(false) + ">";
          case 'N' -> nested(value);
          case 'I' -> path(value) + (value ? "::" : "") + "<" + arguments() + ">";
          case 'B' -> back(() -> path(value));
          default -> throw new NotMangled();
        };
    in.leave();
    return path;
  }

  private void implementation() {
    if (in.peek() == 's') {
      disambiguator();
    }
    path(false);
  }

  private String nested(boolean value) {
    char space = in.next();
    String outer = path(value);
    long number = disambiguator();
    String name = bareIdentifier();
    if (Character.isUpperCase(space)) {
      String kind = space == 'C' ? "closure" : space == 'S' ? "shim" : String.valueOf(space);
      return outer + "::{" + kind + (name.isEmpty() ? "" : ":" + name) + "#" + number + "}";
    }
    return name.isEmpty() ? outer : outer + "::" + name;
  }

  private String arguments() {
    List<String> all = new ArrayList<>();
    while (!in.take("E")) {
      all.add(argument());
    }
    return String.join(", ", all);
  }

  private String argument() {
    if (in.take("L")) {
      return lifetime(base62());
    }
    return in.take("K") ? constant() : type();
  }

  private static String lifetime(long number) {
    return number == 0 ? "'_" : "'" + (char) ('a' + number - 1);
  }

  private String type() {
    in.enter();
    String basic = BASIC.get(in.peek());
    String type;
    if (basic != null) {
      in.next();
      type = basic;
    } else {
      type = compound(in.peek());
    }
    in.leave();
    return type;
  }

  private String compound(char tag) {
    if ("CMXYNI".indexOf(tag) >= 0) {
      return path(false);
    }
    in.next();
    return switch (tag) {
      case 'A' -> "[" + type() + "; " + constant() + "]";
      case 'S' -> "[" + type() + "]";
      case 'T' -> tuple();
      case 'R' -> "&" + borrowed() + type();
      case 'Q' -> "&" + borrowed() + "mut " + type();
      case 'P' -> "*const " + type();
      case 'O' -> "*mut " + type();
      case 'F' -> function();
      case 'D' -> dynamic();
      case 'B' -> back(this::type);
      default -> throw new NotMangled();
    };
  }

  private String borrowed() {
    if (!in.take("L")) {
      return "";
    }
    long number = base62();
    return number == 0 ? "" : lifetime(number) + " ";
  }

  private String tuple() {
    List<String> parts = new ArrayList<>();
    while (!in.take("E")) {
      parts.add(type());
    }
    return "(" + String.join(", ", parts) + (parts.size() == 1 ? ",)" : ")");
  }

  private void binder() {
    if (in.take("G")) {
      base62();
    }
  }

  private String function() {
    binder();
    String unsafe = in.take("U") ? "unsafe " : "";
    String abi = "";
    if (in.take("K")) {
      abi = "extern \"" + (in.take("C") ? "C" : bareIdentifier().replace('_', '-')) + "\" ";
    }
    List<String> parameters = new ArrayList<>();
    while (!in.take("E")) {
      parameters.add(type());
    }
    String result = type();
    return unsafe
        + abi
        + "fn("
        + String.join(", ", parameters)
        + ")"
        + (result.equals("()") ? "" : " -> " + result);
  }

  private String dynamic() {
    binder();
    List<String> traits = new ArrayList<>();
    while (!in.take("E")) {
      String trait = path(false);
      List<String> bindings = new ArrayList<>();
      while (in.take("p")) {
        bindings.add(bareIdentifier() + " = " + type());
      }
      traits.add(
          bindings.isEmpty()
              ? trait
              : (trait.endsWith(">") ? trait.substring(0, trait.length() - 1) + ", " : trait + "<")
                  + String.join(", ", bindings)
                  + ">");
    }
    in.expect("L");
    long bound = base62();
    return "dyn " + String.join(" + ", traits) + (bound == 0 ? "" : " + " + lifetime(bound));
  }

  private String constant() {
    if (in.take("p")) {
      return "_";
    }
    if (in.take("B")) {
      return back(this::constant);
    }
    char type = in.next();
    String sign = in.take("n") ? "-" : "";
    int from = in.at;
    while (in.peek() != '_') {
      in.next();
    }
    String digits = in.text.substring(from, in.at);
    in.expect("_");
    BigInteger number = digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits, 16);
    return switch (type) {
      case 'b' -> number.signum() == 0 ? "false" : "true";
      case 'c' -> "'" + Character.toString(number.intValueExact()) + "'";
      default -> sign + number;
    };
  }

  /** Parses the text that a back reference refers to, and continues after the reference. */
  private String back(Supplier<String> what) {
    int tag = in.at - 1;
    long offset = base62();
    int resume = in.at;
    if (offset < 0 || offset >= tag - START) {
      throw new NotMangled();
    }
    in.at = START + (int) offset;
    String text = what.get();
    in.at = resume;
    return text;
  }

  private long disambiguator() {
    return in.take("s") ? base62() + 1 : 0;
  }

  private String identifier() {
    disambiguator();
    return bareIdentifier();
  }

  private String bareIdentifier() {
    boolean coded = in.take("u");
    int length = in.number();
    in.take("_");
    String name = in.letters(length);
    return coded ? Punycode.decode(name) : name;
  }

  private long base62() {
    if (in.take("_")) {
      return 0;
    }
    long value = 0;
    while (!in.take("_")) {
      char c = in.next();
      int digit =
          Character.isDigit(c) ? c - '0' : Character.isLowerCase(c) ? c - 'a' + 10 : c - 'A' + 36;
      value = value * 62 + digit;
    }
    return value + 1;
  }
}
