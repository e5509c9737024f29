package fastpath.lab.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** A proposition about the final values of locations. */
public sealed interface Condition {
  /** The proposition that always holds: {@code true}. */
  record True() implements Condition {}

  /**
   * The proposition that a location has a certain value.
   *
   * @param value a number, or the address of a variable
   */
  record Equal(Location location, Value value) implements Condition {}

  /** The proposition that two locations have the same value. */
  record Same(Location left, Location right) implements Condition {}

  /** The negation of a proposition. */
  record Not(Condition of) implements Condition {}

  /** The conjunction of two propositions. */
  record And(Condition left, Condition right) implements Condition {}

  /** The disjunction of two propositions. */
  record Or(Condition left, Condition right) implements Condition {}

  /** The implication: the second proposition holds if the first does. */
  record Implies(Condition left, Condition right) implements Condition {}

  /** True if the proposition holds for the given values of locations. */
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

  /** Returns the locations that the proposition compares, in the order of occurrence. */
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

  /** Returns the proposition in herd's syntax, without outer parentheses. */
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

  /**
   * Returns the proposition as an operand of another one, in parentheses unless it is atomic, a
   * negation or has the same operator. An implication is always in parentheses.
   */
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
