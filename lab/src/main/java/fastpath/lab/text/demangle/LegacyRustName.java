package fastpath.lab.text.demangle;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decoder of Rust's symbols before RFC 2603: nested names in C++'s mangling, with a hash at the
 * end.
 */
final class LegacyRustName {
  private static final Pattern HASH = Pattern.compile("17h[0-9a-f]{16}E(\\.llvm\\.\\w+)?$");
  private static final Pattern ESCAPE = Pattern.compile("\\$([A-Za-z0-9]+)\\$|\\.\\.");

  private static final Map<String, String> ESCAPES =
      ImmutableMap.of(
          "SP", "@", "BP", "*", "RF", "&", "LT", "<", "GT", ">", "LP", "(", "RP", ")", "C", ",");

  private LegacyRustName() {}

  static boolean is(String symbol) {
    return HASH.matcher(symbol).find();
  }

  static String parse(String symbol) {
    MangledText in = new MangledText(symbol, "_ZN".length());
    List<String> parts = new ArrayList<>();
    while (in.peek() != 'E') {
      parts.add(in.letters(in.number()));
    }
    parts.removeLast();
    return String.join("::", parts.stream().map(LegacyRustName::unescaped).toList());
  }

  private static String unescaped(String part) {
    String text = part.startsWith("_$") ? part.substring(1) : part;
    StringBuilder out = new StringBuilder();
    Matcher m = ESCAPE.matcher(text);
    while (m.find()) {
      m.appendReplacement(out, Matcher.quoteReplacement(escape(m)));
    }
    return m.appendTail(out).toString();
  }

  private static String escape(Matcher m) {
    String code = m.group(1);
    if (code == null) {
      return "::";
    }
    if (code.matches("u[0-9a-f]{1,6}")) {
      return Character.toString(Integer.parseInt(code.substring(1), 16));
    }
    return ESCAPES.getOrDefault(code, m.group());
  }
}
