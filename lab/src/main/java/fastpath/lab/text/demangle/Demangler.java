package fastpath.lab.text.demangle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates symbols to source names. */
public final class Demangler {
  /** Length limit; longer symbols are not translated. */
  private static final int LONGEST = 4096;

  private static final Pattern SYMBOL = Pattern.compile("\\b_[ZR]\\w[\\w$.]*");

  private Demangler() {}

  /** The name in a C++ or Rust source; the symbol itself if it is neither's. */
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

  /** A message in which symbols are replaced by source names. */
  public static String inText(String message) {
    return SYMBOL.matcher(message).replaceAll(m -> Matcher.quoteReplacement(name(m.group())));
  }

  /** The source name without parameters and return type. */
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
