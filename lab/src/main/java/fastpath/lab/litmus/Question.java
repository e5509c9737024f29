package fastpath.lab.litmus;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The question of a litmus test: the condition, its quantifier, and the states and locations that
 * count.
 *
 * @param locations the locations that are shown in addition to those of the condition
 * @param filter the proposition that a final state must satisfy to count
 */
public record Question(
    ConditionQuantifier quantifier,
    Condition condition,
    List<Location> locations,
    Condition filter) {
  /** Returns the locations that are shown for a final state: registers by CPU, then variables. */
  List<Location> shown() {
    Set<Location> all = new LinkedHashSet<>(locations);
    all.addAll(condition.locations());
    return all.stream()
        .sorted((a, b) ->
            a instanceof Location.Register x && b instanceof Location.Register y
                ? x.cpu() != y.cpu()
                    ? Integer.compare(x.cpu(), y.cpu())
                    : x.name().compareTo(y.name())
                : a.getClass() == b.getClass()
                    ? a.toString().compareTo(b.toString())
                    : a instanceof Location.Register ? -1 : 1)
        .toList();
  }

  /** Returns the question in herd's syntax. */
  String text() {
    return quantifier == ConditionQuantifier.FORALL && condition instanceof Condition.True
        ? "forall (true)"
        : quantifier.text() + " (" + condition.text() + ")";
  }
}
