package fastpath.codegen.asm;

/** AT&amp;T text that GNU as takes. */
public final class AsmPrinter {
  private AsmPrinter() {}

  /** With .loc directives where instructions have places. */
  public static String print(AsmFile file) {
    throw new UnsupportedOperationException("to come");
  }

  /** A symbol's name as source: in quotes if it has characters that names do not have. */
  static String name(String symbol) {
    if (symbol.startsWith("(")) {
      return symbol;
    }
    for (int i = 0; i < symbol.length(); i++) {
      char c = symbol.charAt(i);
      boolean plain =
          c == '_'
              || c == '.'
              || c == '$'
              || c == '@'
              || c >= '0' && c <= '9'
              || c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c > 127;
      if (!plain) {
        return '"' + symbol.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      }
    }
    return symbol;
  }
}
