package fastpath.lab.text.demangle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates the mangled symbols of C++ and Rust to source names. */
public final class Demangler {
  /** Limit on the length of a symbol; a longer symbol is returned untranslated. */
  private static final int LONGEST = 4096;

  private static final Pattern SYMBOL = Pattern.compile("\\b_[ZR]\\w[\\w$.]*");

  private Demangler() {}

  /**
   * Returns the name in a C++ or Rust source; the symbol itself if the symbol is not mangled or
   * cannot be decoded.
   */
  public static String name(String symbol) {
    if (symbol.length() > LONGEST) {
      return symbol;
    }
    try {
      if (symbol.startsWith("_R")) {
        return new RustName(symbol).parse();
      }
      if (symbol.startsWith("_ZN") && LegacyRustName.is(symbol)) {
        return LegacyRustName.parse(symbol);
      }
      return symbol.startsWith("_Z") ? new ItaniumName(symbol).parse() : symbol;
    } catch (NotMangled | IndexOutOfBoundsException | NumberFormatException e) {
      return symbol;
    }
  }

  /** Returns a message in which symbols are replaced by source names. */
  public static String inText(String message) {
    return SYMBOL.matcher(message).replaceAll(m -> Matcher.quoteReplacement(name(m.group())));
  }

  /** Returns the source name of a symbol without the list of its parameters. */
  public static String withoutParameters(String symbol) {
    String name = name(symbol);
    int depth = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      if (c == '(' && depth == 0 && i > 0 && !name.startsWith("(anonymous", i)) {
        return name.substring(0, i);
      }
    }
    return name;
  }
}
