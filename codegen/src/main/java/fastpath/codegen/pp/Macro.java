package fastpath.codegen.pp;

import fastpath.codegen.pp.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The definition of a macro (C17 6.10.3). An instance is immutable.
 *
 * @param parameters the parameters; null for an object-like macro; if {@code variadic}, the last is
 *     {@code __VA_ARGS__} or its GNU name
 * @param body the replacement list
 * @param argument for each token of the body, the index of the parameter that the token names, or
 *     -1
 * @param builtin the kind of a macro whose replacement depends on the place of its use; null for
 *     other macros
 */
record Macro(
    String name,
    List<String> parameters,
    boolean variadic,
    Token[] body,
    int[] argument,
    Builtin builtin) {

  /** The macros whose replacement is not a fixed list of tokens. */
  enum Builtin {
    FILE(false),
    LINE(false),
    COUNTER(false),
    INCLUDE_LEVEL(false),
    BASE_FILE(false),
    HAS_ATTRIBUTE(true),
    HAS_BUILTIN(true),
    HAS_INCLUDE(true),
    HAS_EMBED(true),
    PRAGMA(false);

    /** True if the replacement differs from compiler to compiler. */
    final boolean compilersOwn;

    Builtin(boolean compilersOwn) {
      this.compilersOwn = compilersOwn;
    }
  }

  static Macro builtin(String name, Builtin builtin) {
    return new Macro(name, null, false, new Token[0], new int[0], builtin);
  }

  boolean functionLike() {
    return parameters != null;
  }

  /** Parses the text after {@code #define}; {@code line[from]} is the macro's name. */
  static Macro parse(Token[] line, int from, int end) {
    Token name = line[from];
    int i = from + 1;
    List<String> parameters = null;
    boolean variadic = false;
    if (i < end && line[i].is("(") && !line[i].space) {
      parameters = new ArrayList<>();
      i++;
      while (i < end && !line[i].is(")")) {
        if (variadic) {
          throw line[i].error("expected ')' after '...' in the parameters of a macro");
        }
        if (line[i].is("...")) {
          parameters.add("__VA_ARGS__");
          variadic = true;
        } else if (line[i].kind == Kind.IDENT) {
          if (parameters.contains(line[i].text)) {
            throw line[i].error("duplicate macro parameter '" + line[i].text + "'");
          }
          parameters.add(line[i].text);
          if (i + 1 < end && line[i + 1].is("...")) {
            variadic = true;
            i++;
          }
        } else {
          throw line[i].error("expected a parameter name, found '" + line[i].text + "'");
        }
        i++;
        if (i < end && line[i].is(",")) {
          i++;
        } else if (i < end && !line[i].is(")")) {
          throw line[i].error("expected ',' or ')', found '" + line[i].text + "'");
        }
      }
      if (i >= end) {
        throw name.error("missing ')' in the parameters of macro '" + name.text + "'");
      }
      i++;
    }
    return of(name, parameters, variadic, java.util.Arrays.copyOfRange(line, i, end));
  }

  /** Checks that each # of a C macro precedes a parameter (C17 6.10.3.2p1). */
  void checkStringizing() {
    for (int i = 0; i < body.length; i++) {
      boolean parameter =
          i + 1 < body.length && (argument[i + 1] >= 0 || body[i + 1].text.equals("__VA_OPT__"));
      if (body[i].is("#") && !parameter) {
        throw body[i].error("'#' is not followed by a macro parameter");
      }
    }
  }

  private static Macro of(Token name, List<String> parameters, boolean variadic, Token[] body) {
    int[] argument = new int[body.length];
    for (int i = 0; i < body.length; i++) {
      argument[i] =
          parameters != null && body[i].kind == Kind.IDENT ? parameters.indexOf(body[i].text) : -1;
    }
    if (body.length > 0 && (body[0].is("##") || body[body.length - 1].is("##"))) {
      throw name.error("'##' cannot be at either end of a macro's replacement list");
    }
    for (int i = 0; parameters != null && i < body.length; i++) {
      boolean optional = variadic && i + 1 < body.length && body[i + 1].is("__VA_OPT__");
      if (body[i].is("#") && !optional && (i + 1 == body.length || argument[i + 1] < 0)) {
        // In assembler sources '#' starts immediates and comments, so that only in C a parameter
        // must follow it.
        argument[i] = -2;
      }
    }
    return new Macro(name.text, parameters, variadic, body, argument, null);
  }

  /** True if a redefinition is equivalent (6.10.3p2). */
  boolean same(Macro other) {
    if (other.builtin != null
        || builtin != null
        || body.length != other.body.length
        || variadic != other.variadic
        || !java.util.Objects.equals(parameters, other.parameters)) {
      return false;
    }
    for (int i = 0; i < body.length; i++) {
      if (!body[i].text.equals(other.body[i].text)
          || i > 0 && body[i].space != other.body[i].space) {
        return false;
      }
    }
    return true;
  }
}
