package fastpath.codegen.c;

import com.google.common.collect.ImmutableSet;
import fastpath.codegen.pp.Extensions;
import fastpath.codegen.pp.Token;
import java.util.Set;

/**
 * Reads the attributes of C23, {@code [[name]]} and {@code [[gnu::name]]}, which gcc takes in C17.
 */
final class BracketAttributes {
  /** The standard's attributes; all but {@code _Noreturn} are GNU's attributes of the same name. */
  private static final Set<String> STANDARD =
      ImmutableSet.of(
          "deprecated",
          "fallthrough",
          "maybe_unused",
          "nodiscard",
          "noreturn",
          "_Noreturn",
          "reproducible",
          "unsequenced");

  private final Parser parser;

  BracketAttributes(Parser parser) {
    this.parser = parser;
  }

  boolean at() {
    return parser.cursor.at("[") && parser.cursor.peek(1).is("[");
  }

  /** Returns the first token after all attributes at the cursor, which stays where it is. */
  Token after() {
    int ahead = 0;
    while (parser.cursor.peek(ahead).is("[") && parser.cursor.peek(ahead + 1).is("[")) {
      int depth = 0;
      do {
        Token token = parser.cursor.peek(ahead++);
        depth += token.is("[") ? 1 : token.is("]") ? -1 : 0;
        if (token.kind == Token.Kind.END) {
          return token;
        }
      } while (depth > 0);
    }
    return parser.cursor.peek(ahead);
  }

  /** Reads one list in double brackets. */
  void parse(Attributes into) {
    Cursor cursor = parser.cursor;
    cursor.next();
    cursor.next();
    while (!cursor.at("]")) {
      if (!cursor.accept(",")) {
        one(into);
      }
    }
    cursor.expect("]");
    cursor.expect("]");
  }

  private void one(Attributes into) {
    Cursor cursor = parser.cursor;
    Token name = cursor.peek();
    boolean prefixed = cursor.peek(1).is(":") && cursor.peek(2).is(":") || cursor.peek(1).is("::");
    if (prefixed) {
      cursor.next();
      cursor.next();
      cursor.accept(":");
      if (!name.is("gnu") && !name.is("__gnu__")) {
        throw name.error(
            "attribute '%s::%s' is not supported".formatted(name.text, cursor.peek().text));
      }
      parser.attributes.one(into);
      return;
    }
    if (!STANDARD.contains(Extensions.bare(name.text))) {
      throw name.error("attribute '" + name.text + "' is not supported");
    }
    if (name.is("_Noreturn")) {
      cursor.next();
      into.flags.add(Attributes.Flag.NORETURN);
    } else {
      parser.attributes.one(into);
    }
  }
}
