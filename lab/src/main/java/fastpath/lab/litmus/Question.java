package fastpath.lab.litmus;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a test asks.
 *
 * @param locations what is shown besides what the condition names
 * @param filter final states of which it does not hold are left out
 */
public record Question(
    ConditionQuantifier quantifier,
    Condition condition,
    List<Location> locations,
    Condition filter) {
  /** What is shown of a final state: registers by CPU, then variables. */
  List<Location> shown() {
    Set<Location> all = new LinkedHashSet<>(locations);
    condition.comparisons().forEach(e -> all.add(e.location()));
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

  /** Every element of a variable that it names; the first of one whose address it names. */
  Set<Location.Cell> cells() {
    Set<Location.Cell> all = new LinkedHashSet<>();
    Stream.concat(condition.comparisons().stream(), filter.comparisons().stream())
        .forEach(
            e -> {
              cell(e.location(), all);
              if (e.value() instanceof Value.Address a) {
                all.add(new Location.Cell(a.variable(), 0));
              }
            });
    locations.forEach(l -> cell(l, all));
    return all;
  }

  private static void cell(Location location, Set<Location.Cell> all) {
    if (location instanceof Location.Cell c) {
      all.add(c);
    }
  }

  /** In herd's syntax. */
  String text() {
    return quantifier == ConditionQuantifier.FORALL && condition instanceof Condition.True
        ? "forall (true)"
        : quantifier.text() + " (" + condition.text() + ")";
  }
}
