package fastpath.lab.text.demangle;

import java.util.List;

/**
 * Decodes a C++ name of the Itanium ABI (section 5.1) as {@code c++filt} does. Expressions in
 * template arguments are not supported; few symbols have them.
 */
final class ItaniumName {
  /**
   * A decoded name. The text that follows the name depends on whether the name ends with template
   * arguments.
   */
  private record Name(String text, boolean template, boolean withoutResult, String qualifiers) {}

  private final MangledText in;
  private final ItaniumTypes types;

  ItaniumName(String symbol) {
    in = new MangledText(symbol, "_Z".length());
    types = new ItaniumTypes(in, this);
  }

  String parse() {
    String text = encoding();
    if (in.peek() == '.') {
      // The suffix of a function part that a compiler split off: .cold, .isra.0, .part.1.
      text += " [clone " + in.text.substring(in.at) + "]";
    } else if (in.peek() != 0) {
      throw new NotMangled();
    }
    return text;
  }

  String encoding() {
    String two = "" + in.peek() + in.peek(1);
    String special = CppWords.SPECIAL.get(two);
    if (special != null) {
      in.at += 2;
      return special
          + " "
          + (in.text.charAt(in.at - 2) == 'T' && "VTIS".indexOf(two.charAt(1)) >= 0
              ? types.type()
              : name().text());
    }
    if (in.take("GTt")) {
      return "transaction clone for " + encoding();
    }
    if (in.take("Th") || in.take("Tv")) {
      boolean virtual = in.text.charAt(in.at - 1) == 'v';
      offset();
      if (virtual) {
        offset();
      }
      return (virtual ? "virtual" : "non-virtual") + " thunk to " + encoding();
    }
    Name name = name();
    if (in.peek() == 0 || in.peek() == 'E' || in.peek() == '.') {
      return name.text();
    }
    String result = name.template() && !name.withoutResult() ? types.type() + " " : "";
    return result + name.text() + types.parameters() + name.qualifiers();
  }

  private void offset() {
    in.take("n");
    in.number();
    in.expect("_");
  }

  /** Returns the text of a name without its parameters. */
  String nameText() {
    return name().text();
  }

  private Name name() {
    in.enter();
    Name name =
        switch (in.peek()) {
          case 'N' -> nested();
          case 'Z' -> local();
          default -> unscoped();
        };
    in.leave();
    return name;
  }

  private Name unscoped() {
    String text;
    boolean without = false;
    if (in.peek() == 'S' && in.peek(1) != 't') {
      text = types.substitution().toString();
    } else {
      String scope = in.take("St") ? "std::" : "";
      without = in.peek() == 'c' && in.peek(1) == 'v';
      text = scope + unqualified("");
      if (in.peek() == 'I') {
        types.remember(CppType.of(text));
      }
    }
    if (in.peek() != 'I') {
      return new Name(text, false, without, "");
    }
    return new Name(withArguments(text), true, without, "");
  }

  private Name nested() {
    in.expect("N");
    String qualifiers = "";
    while ("rVK".indexOf(in.peek()) >= 0) {
      char c = in.next();
      qualifiers = (c == 'r' ? " restrict" : c == 'V' ? " volatile" : " const") + qualifiers;
    }
    qualifiers += in.take("O") ? " &&" : in.take("R") ? " &" : "";
    String text = "";
    String last = "";
    boolean template = false;
    boolean without = false;
    while (!in.take("E")) {
      char c = in.peek();
      if (c == 'I') {
        text = withArguments(text);
        template = true;
      } else if (c == 'S' && in.peek(1) == 't') {
        in.take("St");
        text = "std";
        last = text;
        continue;
      } else if (c == 'S') {
        text = types.substitution().toString();
        last = lastPart(text);
        continue;
      } else if (c == 'T') {
        text = types.templateParameter().toString();
      } else {
        without =
            (c == 'C' || c == 'D') && in.peek(1) != 't' && in.peek(1) != 'T'
                || c == 'c' && in.peek(1) == 'v';
        String part = unqualified(last);
        text += (text.isEmpty() ? "" : "::") + part;
        last = part.replaceFirst("\\[abi:.*", "");
        template = false;
      }
      if (in.peek() != 'E') {
        types.remember(CppType.of(text));
      }
    }
    return new Name(text, template, without, qualifiers);
  }

  /**
   * Returns the last name in a scope, without its template arguments; for a constructor it is the
   * constructor's name.
   */
  private static String lastPart(String scope) {
    int depth = 0;
    int end = scope.length();
    for (int i = scope.length() - 1; i > 0; i--) {
      char c = scope.charAt(i);
      depth += c == '>' ? 1 : c == '<' ? -1 : 0;
      end = depth == 0 && c == '<' ? i : end;
      if (depth == 0 && c == ':') {
        return scope.substring(i + 1, Math.max(i + 1, end));
      }
    }
    return scope.substring(0, end);
  }

  private Name local() {
    in.expect("Z");
    List<CppType> outer = types.templateArguments();
    String function = encoding();
    in.expect("E");
    if (in.take("s")) {
      discriminator();
      return new Name(function + "::string literal", false, false, "");
    }
    if (in.take("d")) {
      if (in.atDigit()) {
        in.number();
      }
      in.expect("_");
    }
    Name name = name();
    discriminator();
    if (!name.template()) {
      types.restore(outer);
    }
    return new Name(
        function + "::" + name.text(), name.template(), name.withoutResult(), name.qualifiers());
  }

  private void discriminator() {
    if (in.take("__")) {
      in.number();
      in.expect("_");
    } else if (in.take("_")) {
      in.number();
    }
  }

  private String unqualified(String scope) {
    in.take("L");
    String name;
    char c = in.peek();
    if (in.atDigit()) {
      name = source();
    } else if (c == 'C') {
      in.at += in.peek(1) == 'I' ? 3 : 2;
      name = scope;
    } else if (c == 'D' && "0123456".indexOf(in.peek(1)) >= 0) {
      in.at += 2;
      name = "~" + scope;
    } else if (c == 'U') {
      name = unnamed();
    } else {
      name = operator();
    }
    while (in.take("B")) {
      name += "[abi:" + in.letters(in.number()) + "]";
    }
    return name;
  }

  String source() {
    String name = in.letters(in.number());
    return name.startsWith("_GLOBAL__N") ? "(anonymous namespace)" : name;
  }

  private String unnamed() {
    in.expect("U");
    if (in.take("t")) {
      return "{unnamed type#" + ordinal() + "}";
    }
    in.expect("l");
    String parameters = types.parameters();
    in.expect("E");
    return "{lambda" + parameters + "#" + ordinal() + "}";
  }

  private int ordinal() {
    int number = in.atDigit() ? in.number() + 2 : 1;
    in.expect("_");
    return number;
  }

  private String operator() {
    if (in.take("cv")) {
      return "operator " + types.type();
    }
    if (in.take("li")) {
      return "operator\"\" " + source();
    }
    String word = CppWords.OPERATORS.get(in.letters(2));
    if (word == null) {
      throw new NotMangled();
    }
    return "operator" + (Character.isLetter(word.charAt(0)) ? " " : "") + word;
  }

  private String withArguments(String name) {
    String arguments = types.ownArguments();
    return name + (name.endsWith("<") ? " " : "") + arguments;
  }
}
