package fastpath.lab.text.demangle;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A C++ type as it is written around a name: a pointer to a function has text before and after the
 * name.
 *
 * @param before text to the left of the name
 * @param after text to the right of the name
 * @param open true if a pointer to the type needs parentheses
 * @param pack the types that a parameter pack stands for; null for any other type
 */
record CppType(String before, String after, boolean open, List<CppType> pack) {
  static CppType of(String text) {
    return new CppType(text, "", false, null);
  }

  static CppType function(String result, String parameters) {
    return new CppType(result, parameters, true, null);
  }

  static CppType array(CppType element, String size) {
    return new CppType(element.before, " [" + size + "]" + element.after.strip(), true, null);
  }

  static CppType packOf(List<CppType> types) {
    return new CppType("", "", false, List.copyOf(types));
  }

  /** Returns this type with {@code *}, {@code &} or a qualifier appended. */
  CppType with(String suffix) {
    if (pack != null) {
      return packOf(pack.stream().map(t -> t.with(suffix)).toList());
    }
    boolean collapses = suffix.startsWith("&") && after.isEmpty() && before.endsWith("&");
    if (collapses) {
      return this;
    }
    return open
        ? new CppType(before + " (" + suffix.strip(), ")" + after, false, null)
        : new CppType(before + suffix, after, false, null);
  }

  /** Returns the types as a list for parentheses or angle brackets. */
  static String list(List<CppType> types) {
    return types.stream()
        .map(CppType::toString)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    boolean function = open && after.startsWith("(");
    return pack != null ? list(pack) : before + (function && !before.isEmpty() ? " " : "") + after;
  }
}
