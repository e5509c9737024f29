package fastpath.lab.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** A proposition over final values. */
public sealed interface Condition {
  /** Always. */
  record True() implements Condition {}

  /**
   * A location has a value.
   *
   * @param value a number; or the address of a variable
   */
  record Equal(Location location, Value value) implements Condition {}

  /** Two locations have the same value. */
  record Same(Location left, Location right) implements Condition {}

  /** Not. */
  record Not(Condition of) implements Condition {}

  /** Both. */
  record And(Condition left, Condition right) implements Condition {}

  /** At least one. */
  record Or(Condition left, Condition right) implements Condition {}

  /** The second if the first. */
  record Implies(Condition left, Condition right) implements Condition {}

  /** Whether it holds of values. */
  default boolean holds(ToLongFunction<Location> values, ToLongFunction<Equal> expected) {
    return switch (this) {
      case True t -> true;
      case Equal e -> values.applyAsLong(e.location()) == expected.applyAsLong(e);
      case Same s -> values.applyAsLong(s.left()) == values.applyAsLong(s.right());
      case Not n -> !n.of().holds(values, expected);
      case And a -> a.left().holds(values, expected) && a.right().holds(values, expected);
      case Or o -> o.left().holds(values, expected) || o.right().holds(values, expected);
      case Implies i -> !i.left().holds(values, expected) || i.right().holds(values, expected);
    };
  }

  /** The locations that it compares, in its order. */
  default List<Location> locations() {
    return switch (this) {
      case True t -> List.of();
      case Equal e -> List.of(e.location());
      case Same s -> List.of(s.left(), s.right());
      case Not n -> n.of().locations();
      case And a -> both(a.left(), a.right());
      case Or o -> both(o.left(), o.right());
      case Implies i -> both(i.left(), i.right());
    };
  }

  private static List<Location> both(Condition left, Condition right) {
    List<Location> all = new ArrayList<>(left.locations());
    all.addAll(right.locations());
    return all;
  }

  /** In herd's syntax, without outer parentheses. */
  default String text() {
    return switch (this) {
      case True t -> "true";
      case Equal e -> e.location() + "=" + e.value();
      case Same s ->
          s.left() + "=" + (s.right() instanceof Location.Cell c ? "[" + c + "]" : s.right());
      case Not n -> "not (" + n.of().text() + ")";
      case And a -> a.left().inner(a) + " /\\ " + a.right().inner(a);
      case Or o -> o.left().inner(o) + " \\/ " + o.right().inner(o);
      case Implies i -> i.left().inner(i) + " => " + i.right().inner(i);
    };
  }

  /** Parentheses around what is of another kind. */
  private String inner(Condition outer) {
    boolean plain =
        this instanceof Equal
            || this instanceof Same
            || this instanceof True
            || this instanceof Not;
    boolean same = getClass() == outer.getClass() && !(outer instanceof Implies);
    return plain || same ? text() : "(" + text() + ")";
  }
}
