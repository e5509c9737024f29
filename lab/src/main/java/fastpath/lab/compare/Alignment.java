package fastpath.lab.compare;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import fastpath.lab.workshop.PathListing;
import fastpath.lab.workshop.PathListing.Line;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Pairs the instructions of two paths. Within each function the longest common sequence by role,
 * source line and operation is paired first (Myers), then what stands elsewhere, then what agrees
 * in role and operation, and payload at last by its source line.
 */
final class Alignment {
  private final List<Line> first;
  private final List<Line> second;
  private final Line[] partners;
  private final Set<Line> taken = new LinkedHashSet<>();

  private Alignment(List<Line> first, List<Line> second) {
    this.first = first;
    this.second = second;
    partners = new Line[first.size()];
  }

  /** The pairs of two paths, in the order of printing. */
  static List<Pair> of(PathListing first, PathListing second) {
    Map<String, List<Line>> left = first.byFunction();
    Map<String, List<Line>> right = second.byFunction();
    Set<String> functions = new LinkedHashSet<>(left.keySet());
    functions.addAll(right.keySet());
    List<Pair> pairs = new ArrayList<>();
    for (String function : functions) {
      pairs.addAll(
          new Alignment(
                  left.getOrDefault(function, List.of()), right.getOrDefault(function, List.of()))
              .pairs());
    }
    return pairs;
  }

  private List<Pair> pairs() {
    pairInOrder();
    pairBy(Alignment::key);
    pairBy(line -> line.label().text() + " " + Pair.operation(line));
    pairBy(line -> line.label().text() + " " + line.source());
    return inOrder();
  }

  private static String key(Line line) {
    return line.label().text() + " " + line.source() + " " + Pair.operation(line);
  }

  private void pairInOrder() {
    List<String> left = first.stream().map(Alignment::key).toList();
    List<String> right = second.stream().map(Alignment::key).toList();
    int i = 0;
    int j = 0;
    for (AbstractDelta<String> delta : DiffUtils.diff(left, right).getDeltas()) {
      while (i < delta.getSource().getPosition()) {
        pair(i++, second.get(j++));
      }
      i += delta.getSource().size();
      j += delta.getTarget().size();
    }
    while (i < first.size()) {
      pair(i++, second.get(j++));
    }
  }

  private void pair(int i, Line line) {
    partners[i] = line;
    taken.add(line);
  }

  /** Pairs what is left and has the same key. */
  private void pairBy(Function<Line, String> key) {
    for (int i = 0; i < partners.length; i++) {
      if (partners[i] == null) {
        String wanted = key.apply(first.get(i));
        int at = i;
        second.stream()
            .filter(line -> !taken.contains(line) && key.apply(line).equals(wanted))
            .findFirst()
            .ifPresent(line -> pair(at, line));
      }
    }
  }

  /** In the first path's order; what the second alone has, behind what it follows there. */
  private List<Pair> inOrder() {
    List<Pair> pairs = new ArrayList<>();
    Set<Line> printed = new LinkedHashSet<>();
    for (int i = 0; i < first.size(); i++) {
      if (partners[i] != null) {
        alone(second.indexOf(partners[i]), printed, pairs);
        printed.add(partners[i]);
      }
      pairs.add(new Pair(first.get(i), partners[i]));
    }
    alone(second.size(), printed, pairs);
    return pairs;
  }

  /** Prints what only the second path has before a place of it. */
  private void alone(int end, Set<Line> printed, List<Pair> pairs) {
    Iterator<Line> before = second.subList(0, end).iterator();
    while (before.hasNext()) {
      Line line = before.next();
      if (!taken.contains(line) && printed.add(line)) {
        pairs.add(new Pair(null, line));
      }
    }
  }
}
