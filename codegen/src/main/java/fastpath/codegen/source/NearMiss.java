package fastpath.codegen.source;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the name that a user may have meant by one that does not exist. */
public final class NearMiss {
  private NearMiss() {}

  /**
   * Returns the nearest of some names; empty if none is near. A name is near if at most a third of
   * the letters, or one letter of a short name, must be changed.
   */
  public static Optional<String> of(String name, Stream<String> names) {
    int most = Math.max(1, name.length() / 3);
    return names
        .distinct()
        .filter(other -> Math.abs(other.length() - name.length()) <= most)
        .filter(other -> distance(name, other) <= most)
        .min(Comparator.comparingInt((String other) -> distance(name, other)));
  }

  /**
   * Returns the end of a compiler's message that proposes the nearest name; "" if no name is near.
   * A name of one or two letters is near to most others, so that nothing is proposed for it.
   */
  public static String inSource(String name, Stream<String> names) {
    return name.length() < 3 ? "" : question(name, names.filter(other -> other.length() > 2));
  }

  /** Returns the end of a message that proposes the nearest name; "" if no name is near. */
  public static String question(String name, Stream<String> names) {
    return of(name, names).map(other -> " (did you mean " + other + "?)").orElse("");
  }

  /**
   * Returns how many letters to insert, drop or change, or neighbours to exchange, make one name of
   * the other (optimal string alignment).
   */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        d[i][j] =
            Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
