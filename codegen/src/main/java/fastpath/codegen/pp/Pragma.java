package fastpath.codegen.pp;

import fastpath.codegen.pp.Token.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The actions of pragmas. Like gcc, the preprocessor ignores an unknown pragma; but an unknown one
 * of GCC, clang or STDC is refused.
 */
sealed interface Pragma {
  /** The words after which a second word names the pragma. */
  Set<String> VENDORS = Set.of("GCC", "clang", "STDC");

  /** The file is read only once. */
  record Once() implements Pragma {}

  /** The macro's definition is saved. */
  record Push(String macro) implements Pragma {}

  /** The macro's definition that was saved last is restored. */
  record Pop(String macro) implements Pragma {}

  /** The pragma is passed on to the parser. */
  record ForParser() implements Pragma {}

  /** The pragma has no effect on the generated code. */
  record Ignored() implements Pragma {}

  /** The pragma is not known and is ignored. */
  record Unknown(String name) implements Pragma {}

  /** The pragma gives a warning. */
  record Warn(String text) implements Pragma {}

  /**
   * Returns the action for a pragma's words, of which there is at least one.
   *
   * @throws fastpath.codegen.source.CompileException if the pragma changes the generated code and
   *     is not supported, if it is an unknown one of GCC, clang or STDC, if it is {@code GCC
   *     error}, or if a macro's name is missing
   */
  static Pragma of(Token[] words) {
    boolean vendor = VENDORS.contains(words[0].text);
    boolean two = vendor && words.length > 1;
    String name = two ? words[0].text + " " + words[1].text : words[0].text;
    String key = name.replace(' ', '_');
    if (Extensions.isRefused(Extensions.Kind.PRAGMA, key)) {
      throw words[0].error("#pragma " + name + " is not supported");
    }
    if (vendor && !Extensions.isTaken(Extensions.Kind.PRAGMA, key)) {
      throw words[0].error(
          "#pragma "
              + name
              + " is not known"
              + Extensions.near(Extensions.Kind.PRAGMA, key).replace('_', ' '));
    }
    return switch (name) {
      case "once" -> new Once();
      case "push_macro" -> new Push(macro(words));
      case "pop_macro" -> new Pop(macro(words));
      case "pack" -> new ForParser();
      case "GCC visibility" -> visibility(words);
      case "GCC error" -> throw words[0].error("#pragma GCC error " + words[words.length - 1]);
      case "GCC warning" -> new Warn("#pragma GCC warning " + words[words.length - 1]);
      default ->
          Extensions.of(Extensions.Kind.PRAGMA, key).isEmpty() ? new Unknown(name) : new Ignored();
    };
  }

  private static Pragma visibility(Token[] words) {
    boolean asWithout = words.length < 5 || words[4].is("default");
    if (words.length > 2 && words[2].is("push") && !asWithout) {
      throw words[0].error("#pragma GCC visibility push(" + words[4].text + ") is not supported");
    }
    return new Ignored();
  }

  private static String macro(Token[] words) {
    boolean named =
        words.length == 4 && words[1].is("(") && words[2].kind == Kind.STRING && words[3].is(")");
    if (!named) {
      throw words[0].error("#pragma " + words[0].text + " takes a macro's name, as (\"NAME\")");
    }
    return new String(Literals.string(words[2]), StandardCharsets.UTF_8);
  }

  /** Returns the pragma as {@code _Pragma("...")}, for the parser and for {@code -E}. */
  static Token[] tokens(Token at, String text) {
    String literal = '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    return new Token[] {
      word(at, Kind.IDENT, "_Pragma", true).unexpandable(),
      word(at, Kind.PUNCT, "(", false),
      word(at, Kind.STRING, literal, false),
      word(at, Kind.PUNCT, ")", false)
    };
  }

  private static Token word(Token at, Kind kind, String text, boolean first) {
    return new Token(kind, text, first, first, at.file, at.line, at.column);
  }
}
