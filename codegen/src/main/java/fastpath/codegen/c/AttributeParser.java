package fastpath.codegen.c;

import com.google.common.collect.ImmutableSet;
import fastpath.codegen.c.Attributes.Flag;
import fastpath.codegen.pp.Extensions;
import fastpath.codegen.pp.Extensions.Kind;
import fastpath.codegen.pp.Token;
import java.util.Set;

/**
 * Parses {@code __attribute__((...))} and attributes in double brackets. Attributes without an
 * effect on the generated code are skipped; unknown attributes are refused.
 */
final class AttributeParser {
  private static final Set<String> VISIBILITIES =
      ImmutableSet.of("default", "hidden", "internal", "protected");

  private final Parser parser;

  /** The attributes in double brackets. */
  final BracketAttributes brackets;

  AttributeParser(Parser parser) {
    this.parser = parser;
    this.brackets = new BracketAttributes(parser);
  }

  boolean at() {
    return brackets.at() || parser.cursor.at("__attribute__") || parser.cursor.at("__attribute");
  }

  /** Reads any number of attribute lists. */
  void parse(Attributes into) {
    Cursor cursor = parser.cursor;
    while (at()) {
      if (brackets.at()) {
        brackets.parse(into);
        continue;
      }
      cursor.next();
      cursor.expect("(");
      cursor.expect("(");
      while (!cursor.at(")")) {
        if (!cursor.accept(",")) {
          one(into);
        }
      }
      cursor.expect(")");
      cursor.expect(")");
    }
  }

  /** Reads any number of attribute lists that belong to a thing without a type. */
  Attributes parseFor(AttributePlace place) {
    Attributes attributes = new Attributes();
    parse(attributes);
    attributes.check(place);
    return attributes;
  }

  /** Reads one attribute. */
  void one(Attributes into) {
    Token name = parser.cursor.next();
    if (name.kind != Token.Kind.IDENT) {
      throw name.error("expected attribute name before '" + name.text + "'");
    }
    if (!Extensions.isTaken(Kind.ATTRIBUTE, name.text)) {
      boolean known = Extensions.isRefused(Kind.ATTRIBUTE, name.text);
      String bare = Extensions.bare(name.text);
      throw name.error(
          "attribute '%s' is not %s"
              .formatted(
                  bare, known ? "supported" : "known" + Extensions.near(Kind.ATTRIBUTE, bare)));
    }
    String bare = Extensions.bare(name.text);
    if (Extensions.isHonoured(Kind.ATTRIBUTE, name.text)) {
      into.read(bare, name);
    }
    switch (bare) {
      case "always_inline" -> into.flags.add(Flag.ALWAYS_INLINE);
      case "noinline", "noipa" -> into.flags.add(Flag.NOINLINE);
      case "cold" -> into.flags.add(Flag.COLD);
      case "noreturn" -> into.flags.add(Flag.NORETURN);
      case "weak" -> into.flags.add(Flag.WEAK);
      case "used", "retain" -> into.flags.add(Flag.USED);
      case "packed" -> into.flags.add(Flag.PACKED);
      case "transparent_union" -> into.flags.add(Flag.TRANSPARENT_UNION);
      case "naked" -> into.flags.add(Flag.NAKED);
      case "gnu_inline" -> into.flags.add(Flag.GNU_INLINE);
      case "section" -> into.section = text();
      case "alias" -> into.alias = text();
      case "visibility" -> into.visibility = visibility();
      case "error" -> into.error = text();
      case "warning" -> into.warning = text();
      case "format" -> into.format = format();
      case "fallthrough" -> into.flags.add(Flag.FALLTHROUGH);
      case "warn_unused_result" -> into.flags.add(Flag.WARN_UNUSED_RESULT);
      case "nodiscard" -> {
        into.flags.add(Flag.NODISCARD);
        arguments();
      }
      case "aligned" -> aligned(into, name);
      case "mode" -> into.mode = mode();
      case "cleanup" -> into.cleanup = cleanup();
      case "constructor" -> into.startup.add(".init_array" + priority(name));
      case "destructor" -> into.startup.add(".fini_array" + priority(name));
      default -> arguments();
    }
  }

  private FormatCheck.Format format() {
    parser.cursor.expect("(");
    Token style = parser.cursor.identifier("identifier");
    parser.cursor.expect(",");
    long string = parser.constant();
    parser.cursor.expect(",");
    long first = parser.constant();
    parser.cursor.expect(")");
    if (string < 1 || string > 255 || first < 0 || first > 255) {
      throw style.error("argument of attribute 'format' is not the number of a parameter");
    }
    String bare = Extensions.bare(style.text).replaceFirst("^gnu_", "");
    return new FormatCheck.Format(bare, (int) string, (int) first);
  }

  private IntKind mode() {
    parser.cursor.expect("(");
    Token name = parser.cursor.identifier("identifier");
    parser.cursor.expect(")");
    return switch (Extensions.bare(name.text)) {
      case "QI", "byte" -> IntKind.SCHAR;
      case "HI" -> IntKind.SHORT;
      case "SI" -> IntKind.INT;
      case "DI", "word", "pointer", "unwind_word" -> IntKind.LONG;
      case "TI" -> IntKind.INT128;
      default -> throw name.error("mode '" + name.text + "' is not supported");
    };
  }

  private Expr.Var cleanup() {
    parser.cursor.expect("(");
    Token name = parser.cursor.identifier("identifier");
    Symbol symbol = parser.scopes.find(name.text);
    if (symbol == null || !symbol.isFunction()) {
      throw name.error("cleanup argument not a function");
    }
    symbol.used = true;
    parser.cursor.expect(")");
    return new Expr.Var(symbol, symbol.type, name);
  }

  /**
   * Returns the priority as the suffix of the section's name; the linker sorts sections by the
   * suffix.
   */
  private String priority(Token name) {
    if (!parser.cursor.accept("(")) {
      return "";
    }
    long priority = parser.constant();
    parser.cursor.expect(")");
    if (priority < 0 || priority > 65535) {
      throw name.error("priorities are integers from 0 to 65535 inclusive");
    }
    return ".%05d".formatted(priority);
  }

  private String visibility() {
    parser.cursor.expect("(");
    Token at = parser.cursor.peek();
    String word = parser.string();
    if (!VISIBILITIES.contains(word)) {
      throw at.error("visibility argument must be one of " + String.join(", ", VISIBILITIES));
    }
    parser.cursor.expect(")");
    return word;
  }

  private String text() {
    parser.cursor.expect("(");
    String text = parser.string();
    parser.cursor.expect(")");
    return text;
  }

  private void aligned(Attributes into, Token name) {
    long align = 16;
    if (parser.cursor.accept("(")) {
      align = parser.constant();
      parser.cursor.expect(")");
    }
    if (align <= 0 || Long.bitCount(align) != 1 || align > 1 << 28) {
      throw name.error("requested alignment is not a positive power of 2");
    }
    into.align = Math.max(into.align, (int) align);
  }

  private void arguments() {
    Cursor cursor = parser.cursor;
    if (!cursor.accept("(")) {
      return;
    }
    int depth = 1;
    while (depth > 0) {
      Token token = cursor.next();
      if (token.kind == Token.Kind.END) {
        throw cursor.expected("')'");
      }
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
    }
  }
}
