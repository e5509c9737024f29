package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.lab.litmus.Assembly;
import fastpath.lab.litmus.LitmusParser;
import fastpath.lab.litmus.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The explorer's reduction loses nothing: on random programs its final states are those of a search
 * without any. {@code -Dfastpath.litmus.programs=N} makes a longer campaign, {@code
 * -Dfastpath.litmus.seed=S} another; a failure names the seed and the program, its rows left out
 * that do not matter.
 */
class BruteForceTest {
  private static final int PROGRAMS = Integer.getInteger("fastpath.litmus.programs", 1000);
  private static final long FIRST = Long.getLong("fastpath.litmus.seed", 1);

  @Test
  void explorerFindsEveryFinalState() {
    long endings = 0;
    for (long seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
      String text = RandomLitmus.test(new Random(seed));
      if (!agree(text)) {
        String small = smaller(text);
        assertEquals(
            BruteForce.endings(scenario(small)),
            Endings.of(scenario(small), "tso"),
            "seed " + seed + "\n" + small);
      }
      endings += Endings.of(scenario(text), "tso").size();
    }
    // Programs that race, not ones with a single outcome.
    assertTrue(endings > 3L * PROGRAMS, endings + " final states of " + PROGRAMS + " programs");
  }

  private static Scenario scenario(String text) {
    return Assembly.scenario(LitmusParser.parse("random.litmus", text));
  }

  private static boolean agree(String text) {
    return BruteForce.endings(scenario(text)).equals(Endings.of(scenario(text), "tso"));
  }

  /** Leaves out rows as long as the two differ. */
  private static String smaller(String text) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n")));
    for (int i = lines.size() - 2; i > 2; i--) {
      List<String> fewer = new ArrayList<>(lines);
      fewer.remove(i);
      try {
        if (!agree(String.join("\n", fewer))) {
          lines = fewer;
        }
      } catch (fastpath.lab.litmus.LitmusException e) {
        // The row has a label that another needs.
        continue;
      }
    }
    return String.join("\n", lines);
  }
}
