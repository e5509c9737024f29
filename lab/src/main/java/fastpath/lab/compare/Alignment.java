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
 * Pairs the instructions of two paths. Within each function, the longest common subsequence by
 * role, source line and operation is paired first (Myers's algorithm). The remaining instructions
 * are paired out of order: by the same key, then by role and operation, and at last by role and
 * source line.
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

  /** Returns the pairs of two paths, in the order of printing. */
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

  /** Pairs the remaining instructions that have the same key. */
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

  /**
   * Returns the pairs in the first path's order. An instruction that only the second path has is
   * placed after the one that it follows in the second path.
   */
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

  /**
   * Adds the instructions that only the second path has and that come before index {@code end} of
   * that path.
   */
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
