package fastpath.codegen.asm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A {@code .macro}: parameters and a body of statements, one per line. */
record AsmMacro(String name, List<Parameter> parameters, String body) {
  /**
   * The size limit of one expansion in characters. The limit is needed because an argument may be
   * long and may occur in the body any number of times.
   */
  static final int MOST_CHARACTERS = 1 << 24;

  record Parameter(String name, String byDefault, boolean required, boolean vararg) {}

  /** Reads the text that follows {@code .macro}. */
  static AsmMacro define(String header, String body) {
    int end = 0;
    while (end < header.length() && TermParser.isNamePart(header.charAt(end))) {
      end++;
    }
    String rest = header.substring(end).strip();
    List<Parameter> parameters = new ArrayList<>();
    for (String p : arguments(rest.startsWith(",") ? rest.substring(1) : rest, Integer.MAX_VALUE)) {
      int equals = p.indexOf('=');
      String name = equals < 0 ? p : p.substring(0, equals).strip();
      int colon = name.indexOf(':');
      String qualifier = colon < 0 ? "" : name.substring(colon + 1).strip();
      name = colon < 0 ? name : name.substring(0, colon).strip();
      String byDefault = equals < 0 ? "" : unquote(p.substring(equals + 1).strip());
      parameters.add(
          new Parameter(name, byDefault, qualifier.equals("req"), qualifier.equals("vararg")));
    }
    return new AsmMacro(header.substring(0, end), parameters, body);
  }

  /** The body with the parameters replaced by the arguments of a call. */
  String expand(String call, int count) {
    boolean vararg = !parameters.isEmpty() && parameters.getLast().vararg;
    List<String> given = arguments(call, vararg ? parameters.size() : Integer.MAX_VALUE);
    Map<String, String> values = new HashMap<>();
    int position = 0;
    for (String a : given) {
      int equals = a.indexOf('=');
      String keyword = equals > 0 ? a.substring(0, equals).strip() : "";
      if (parameters.stream().anyMatch(p -> p.name.equals(keyword))) {
        values.put(keyword, unquote(a.substring(equals + 1).strip()));
      } else if (position < parameters.size()) {
        values.put(parameters.get(position++).name, unquote(a));
      } else {
        throw new TermParser.Failure("too many arguments for macro '" + name + "'");
      }
    }
    for (Parameter p : parameters) {
      String v = values.getOrDefault(p.name, "");
      if (v.isEmpty() && p.required) {
        throw new TermParser.Failure("missing argument '" + p.name + "' for macro '" + name + "'");
      }
      values.put(p.name, v.isEmpty() ? p.byDefault : v);
    }
    return substitute(body, values, count);
  }

  /**
   * Replaces {@code \name}, {@code \@} and {@code \()} in a line. Backslashes before other
   * characters are kept.
   */
  static String substitute(String body, Map<String, String> values, int count) {
    StringBuilder out = new StringBuilder(body.length() + 32);
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c != '\\' || i + 1 == body.length()) {
        out.append(c);
        continue;
      }
      if (body.charAt(i + 1) == '@') {
        out.append(count);
        i++;
      } else if (body.startsWith("()", i + 1)) {
        i += 2;
      } else {
        int end = i + 1;
        while (end < body.length() && TermParser.isNamePart(body.charAt(end))) {
          end++;
        }
        String value = values.get(body.substring(i + 1, end));
        // A parameter may be followed directly by a dot or a word, so that the longest parameter
        // name matches.
        for (int shorter = end - 1; value == null && shorter > i + 1; shorter--) {
          value = values.get(body.substring(i + 1, shorter));
          end = value != null ? shorter : end;
        }
        if (value == null) {
          out.append(c);
        } else {
          out.append(value);
          i = end - 1;
          if (out.length() > MOST_CHARACTERS) {
            throw new TermParser.Failure("an expansion is too long");
          }
        }
      }
    }
    return out.toString();
  }

  /** Splits arguments at commas and blanks. Blanks around operators do not separate arguments. */
  static List<String> arguments(String text, int most) {
    List<String> out = new ArrayList<>();
    String s = text.strip();
    int i = 0;
    while (i < s.length()) {
      if (out.size() == most - 1) {
        out.add(s.substring(i).strip());
        return out;
      }
      int end = argumentEnd(s, i);
      out.add(s.substring(i, end).strip());
      i = end;
      while (i < s.length() && Character.isWhitespace(s.charAt(i))) {
        i++;
      }
      if (i < s.length() && s.charAt(i) == ',') {
        i++;
        while (i < s.length() && Character.isWhitespace(s.charAt(i))) {
          i++;
        }
        if (i == s.length()) {
          out.add("");
        }
      }
    }
    return out;
  }

  private static int argumentEnd(String s, int from) {
    int depth = 0;
    for (int i = from; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '"') {
        i = Strings.stringEnd(s, i);
      } else if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      } else if (depth == 0 && c == ',') {
        return i;
      } else if (depth == 0 && Character.isWhitespace(c)) {
        int next = i;
        while (next < s.length() && Character.isWhitespace(s.charAt(next))) {
          next++;
        }
        boolean joins =
            next < s.length() && "+-*/|&^=<>)".indexOf(s.charAt(next)) >= 0
                || i > from && "+-*/|&^=<>(~".indexOf(s.charAt(i - 1)) >= 0;
        if (!joins) {
          return i;
        }
        i = next - 1;
      }
    }
    return s.length();
  }

  static String unquote(String s) {
    boolean quoted =
        s.length() > 1 && s.charAt(0) == '"' && Strings.stringEnd(s, 0) == s.length() - 1;
    return quoted ? s.substring(1, s.length() - 1) : s;
  }
}
