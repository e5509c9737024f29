package fastpath.codegen.asm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** {@code .if} and related directives: decides which statements are assembled. */
final class ConditionalDirectives {
  /**
   * The state of an open {@code .if}: the current part is assembled, a later part may be assembled,
   * or neither.
   */
  private enum State {
    TAKEN,
    WAITING,
    DONE
  }

  private static final int DEEPEST = 500;

  private final Directives directives;
  private final Deque<State> open = new ArrayDeque<>();

  ConditionalDirectives(Directives directives) {
    this.directives = directives;
  }

  /** True if statements at this place are assembled. */
  boolean active() {
    return open.isEmpty() || !open.contains(State.WAITING) && !open.contains(State.DONE);
  }

  int depth() {
    return open.size();
  }

  /**
   * Closes conditionals until {@code depth} are open. {@code .exitm} leaves conditionals open
   * inside a macro.
   */
  void unwind(int depth) {
    while (open.size() > depth) {
      open.pop();
    }
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Handles a conditional directive; true if the word is one. */
  boolean apply(String word, String rest) {
    switch (word) {
      case ".if",
          ".ifne",
          ".ifeq",
          ".ifgt",
          ".ifge",
          ".iflt",
          ".ifle",
          ".ifdef",
          ".ifndef",
          ".ifnotdef",
          ".ifc",
          ".ifnc",
          ".ifb",
          ".ifnb",
          ".ifeqs",
          ".ifnes" -> {
        if (open.size() == DEEPEST) {
          throw new TermParser.Failure("conditionals nested too deeply");
        }
        open.push(!active() ? State.DONE : holds(word, rest) ? State.TAKEN : State.WAITING);
      }
      case ".elseif" -> otherwise(rest);
      case ".else" -> otherwise(null);
      case ".endif" -> {
        if (open.poll() == null) {
          throw new TermParser.Failure(".endif without .if");
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void otherwise(String test) {
    State s = open.poll();
    if (s == null) {
      throw new TermParser.Failure(".else without .if");
    }
    boolean now = s == State.WAITING && active() && (test == null || holds(".if", test));
    open.push(now ? State.TAKEN : s == State.WAITING ? s : State.DONE);
  }

  private boolean holds(String word, String rest) {
    return switch (word) {
      case ".ifdef" -> directives.isDefined(rest);
      case ".ifndef", ".ifnotdef" -> !directives.isDefined(rest);
      case ".ifb" -> rest.isBlank();
      case ".ifnb" -> !rest.isBlank();
      case ".ifc", ".ifeqs" -> same(rest);
      case ".ifnc", ".ifnes" -> !same(rest);
      case ".ifeq" -> directives.number(rest) == 0;
      case ".ifgt" -> directives.number(rest) > 0;
      case ".ifge" -> directives.number(rest) >= 0;
      case ".iflt" -> directives.number(rest) < 0;
      case ".ifle" -> directives.number(rest) <= 0;
      default -> directives.number(rest) != 0;
    };
  }

  private static boolean same(String two) {
    List<String> parts = Strings.list(two);
    return parts.size() == 2 && parts.get(0).equals(parts.get(1));
  }
}
