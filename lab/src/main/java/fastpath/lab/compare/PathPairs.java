package fastpath.lab.compare;

import fastpath.lab.workshop.PathListing;
import fastpath.lab.workshop.PathListing.Line;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The pairs of instructions of two paths as numbers, for a reader that has both listings. */
public final class PathPairs {
  /** The position of an instruction that a path does not have. */
  private static final int NONE = -1;

  private PathPairs() {}

  /**
   * Returns the pairs in the order of printing, as runs: the position of an instruction in the
   * first path, the position of its partner in the second path, the number of pairs in the run, and
   * 1 if the pairs are the same ({@link Pair#isSame}), else 0. The pairs of a run are of
   * instructions that follow each other. A position counts from 0; it is -1 throughout a run of
   * instructions that only the other path has.
   */
  public static List<List<Integer>> of(PathListing first, PathListing second) {
    Map<Line, Integer> left = positions(first);
    Map<Line, Integer> right = positions(second);
    List<int[]> runs = new ArrayList<>();
    for (Pair pair : Alignment.of(first, second)) {
      int i = pair.first() == null ? NONE : left.get(pair.first());
      int j = pair.second() == null ? NONE : right.get(pair.second());
      int[] run = runs.isEmpty() ? null : runs.getLast();
      int same = pair.isSame() ? 1 : 0;
      if (run != null
          && same == run[3]
          && follows(run[0], run[2], i)
          && follows(run[1], run[2], j)) {
        run[2]++;
      } else {
        runs.add(new int[] {i, j, 1, same});
      }
    }
    return runs.stream().map(run -> List.of(run[0], run[1], run[2], run[3])).toList();
  }

  /** True if a position continues a run of a length that starts at another position. */
  private static boolean follows(int start, int length, int position) {
    return start == NONE ? position == NONE : position == start + length;
  }

  private static Map<Line, Integer> positions(PathListing path) {
    Map<Line, Integer> positions = new IdentityHashMap<>();
    path.lines().forEach(line -> positions.put(line, positions.size()));
    return positions;
  }
}
