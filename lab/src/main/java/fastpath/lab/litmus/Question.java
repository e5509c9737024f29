package fastpath.lab.litmus;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The question of a test.
 *
 * @param locations locations that are shown besides those of the condition
 * @param filter final states for which it does not hold are left out
 */
public record Question(
    ConditionQuantifier quantifier,
    Condition condition,
    List<Location> locations,
    Condition filter) {
  /** The locations that are shown of a final state: registers by CPU, then variables. */
  List<Location> shown() {
    Set<Location> all = new LinkedHashSet<>(locations);
    all.addAll(condition.locations());
    return all.stream()
        .sorted(
            (a, b) ->
                a instanceof Location.Register x && b instanceof Location.Register y
                    ? x.cpu() != y.cpu()
                        ? Integer.compare(x.cpu(), y.cpu())
                        : x.name().compareTo(y.name())
                    : a.getClass() == b.getClass()
                        ? a.toString().compareTo(b.toString())
                        : a instanceof Location.Register ? -1 : 1)
        .toList();
  }

  /** In herd's syntax. */
  String text() {
    return quantifier == ConditionQuantifier.FORALL && condition instanceof Condition.True
        ? "forall (true)"
        : quantifier.text() + " (" + condition.text() + ")";
  }
}
