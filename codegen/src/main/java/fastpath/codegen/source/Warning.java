package fastpath.codegen.source;

import java.util.Arrays;
import java.util.Optional;

/** What our compiler warns of, under the names that gcc has for the flags. */
public enum Warning {
  /** A directive {@code #warning}. */
  CPP("cpp", Group.DEFAULT),
  /** A call of a function with attribute warning that remains after optimisation. */
  ATTRIBUTE_WARNING("attribute-warning", Group.DEFAULT),
  /** The result of a function with attribute warn_unused_result or nodiscard is not used. */
  UNUSED_RESULT("unused-result", Group.DEFAULT),
  /** A pragma that is not known and has no effect. */
  UNKNOWN_PRAGMAS("unknown-pragmas", Group.ALL),
  /** An assignment is the truth value of a condition, without parentheses around it. */
  PARENTHESES("parentheses", Group.ALL),
  /** A variable is read before it has a value, on every path. */
  UNINITIALIZED("uninitialized", Group.ALL),
  /** The arguments of a function with attribute format do not fit its format string. */
  FORMAT("format", Group.ALL),
  /** Control reaches a case label from the statement before it. */
  IMPLICIT_FALLTHROUGH("implicit-fallthrough", Group.EXTRA);

  /** The flags that turn a warning on; each includes those before it. */
  enum Group {
    DEFAULT,
    ALL,
    EXTRA
  }

  private final String flag;
  private final Group group;

  Warning(String flag, Group group) {
    this.flag = flag;
    this.group = group;
  }

  /** The name after {@code -W}. */
  public String flag() {
    return flag;
  }

  boolean isIn(Group asked) {
    return group.compareTo(asked) <= 0;
  }

  /** Returns the warning of a name after {@code -W}; empty for a warning that we do not have. */
  static Optional<Warning> named(String flag) {
    // gcc has levels of some warnings, such as -Wimplicit-fallthrough=3; ours have one level.
    String name = flag.replaceFirst("=\\d$", "");
    return Arrays.stream(values()).filter(warning -> warning.flag.equals(name)).findFirst();
  }

  /** Returns the smallest group that the warning is in. */
  Group group() {
    return group;
  }
}
