package fastpath.codegen.c;

import com.google.common.collect.ImmutableMap;
import java.util.EnumSet;
import java.util.Set;

/**
 * What attributes can belong to. An attribute that has no meaning for a place is refused there,
 * because gcc and clang would drop it with a warning.
 */
enum AttributePlace {
  FUNCTION("a function"),
  STATIC("a variable of static storage duration"),
  AUTOMATIC("an automatic variable"),
  PARAMETER("a parameter"),
  MEMBER("a member"),
  TYPEDEF("a typedef"),
  TYPE_NAME("a type name"),
  DEFINED_TYPE("the definition of a struct or union"),
  ENUMERATION("an enum"),
  TYPE("a type that is not defined here"),
  ENUMERATOR("an enumerator"),
  LABEL("a label"),
  STATEMENT("a statement");

  private static final Set<AttributePlace> SYMBOLS = EnumSet.of(FUNCTION, STATIC);
  private static final Set<AttributePlace> FUNCTIONS = EnumSet.of(FUNCTION);
  private static final Set<AttributePlace> DECLARED =
      EnumSet.of(FUNCTION, STATIC, AUTOMATIC, PARAMETER, MEMBER, TYPEDEF, TYPE_NAME);

  private static final Set<AttributePlace> RESULTS =
      EnumSet.of(
          FUNCTION,
          STATIC,
          AUTOMATIC,
          PARAMETER,
          MEMBER,
          TYPEDEF,
          TYPE_NAME,
          DEFINED_TYPE,
          ENUMERATION,
          TYPE);

  /** The honoured attributes, each with the places for which it has a meaning. */
  private static final ImmutableMap<String, Set<AttributePlace>> PLACES =
      ImmutableMap.<String, Set<AttributePlace>>builder()
          .put("alias", SYMBOLS)
          .put("aligned", EnumSet.of(FUNCTION, STATIC, AUTOMATIC, MEMBER, TYPEDEF, DEFINED_TYPE))
          .put("always_inline", FUNCTIONS)
          .put("cleanup", EnumSet.of(AUTOMATIC))
          .put("cold", EnumSet.of(FUNCTION, LABEL))
          .put("constructor", FUNCTIONS)
          .put("destructor", FUNCTIONS)
          .put("error", FUNCTIONS)
          .put("fallthrough", EnumSet.of(STATEMENT))
          .put("format", DECLARED)
          .put("gnu_inline", FUNCTIONS)
          .put("mode", DECLARED)
          .put("naked", FUNCTIONS)
          .put("noinline", FUNCTIONS)
          .put("noipa", FUNCTIONS)
          .put("nodiscard", RESULTS)
          .put("noreturn", DECLARED)
          .put("packed", EnumSet.of(MEMBER, DEFINED_TYPE, ENUMERATION))
          .put("retain", SYMBOLS)
          .put("section", SYMBOLS)
          .put("transparent_union", EnumSet.of(TYPEDEF, DEFINED_TYPE))
          .put("used", SYMBOLS)
          .put("visibility", EnumSet.of(FUNCTION, STATIC, DEFINED_TYPE))
          .put("warn_unused_result", RESULTS)
          .put("warning", FUNCTIONS)
          .put("weak", SYMBOLS)
          .buildOrThrow();

  private final String text;

  AttributePlace(String text) {
    this.text = text;
  }

  /** Returns true if an honoured attribute has a meaning here. */
  boolean takes(String attribute) {
    Set<AttributePlace> places = PLACES.get(attribute);
    if (places == null) {
      throw new IllegalArgumentException("no places for attribute '" + attribute + "'");
    }
    return places.contains(this);
  }

  @Override
  public String toString() {
    return text;
  }
}
