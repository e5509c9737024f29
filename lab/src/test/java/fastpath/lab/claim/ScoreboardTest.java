package fastpath.lab.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.lab.table.Scoreboard;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Criterion.Case;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreboardTest {
  @Test
  void namesTheCasesThatDifferAndTheCompilersTheyDifferFor() {
    assertEquals(
        """
        seen in how many cases       own     gcc    clang
          the sky is blue                              2/3     2/3      1/3
          all is well                                  1/1     1/1      0/1
        verdict                                  CONFIRMED  CONFIRMED  PARTLY

        the sky is blue:
          own, gcc: not c
          clang: only a
        """
            .replaceAll(" +", " "),
        String.join("\n", new Scoreboard(criteria()).lines(80)).replaceAll(" +", " "));
  }

  @Test
  void whatIsNotAskedOfACompilerHasADash() {
    Map<String, List<Criterion>> criteria = new LinkedHashMap<>();
    criteria.put("own", List.of(well(true)));
    criteria.put("gcc", List.of(sky(true), well(true), grass()));
    criteria.put("clang", List.of());
    assertEquals(
        """
        seen in how many cases own gcc clang
         the sky is blue - 2/3 -
         all is well 1/1 1/1 -
         grass is green - 0/1 -
        verdict CONFIRMED PARTLY PARTLY

        the sky is blue:
         gcc: not c
        """,
        String.join("\n", new Scoreboard(criteria).lines(80)).replaceAll(" +", " "));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 160})
  void staysWithinTheWidth(int columns) {
    assertTrue(
        new Scoreboard(Map.of("own", criteria().get("own")))
            .lines(columns).stream().allMatch(line -> line.length() <= columns));
  }

  private static Map<String, List<Criterion>> criteria() {
    Map<String, List<Criterion>> criteria = new LinkedHashMap<>();
    criteria.put("own", List.of(sky(true), well(true)));
    criteria.put("gcc", List.of(sky(true), well(true)));
    criteria.put("clang", List.of(sky(false), well(false)));
    return criteria;
  }

  private static Criterion sky(boolean b) {
    return new Criterion(
        "the sky is blue", List.of(new Case("a", true), new Case("b", b), new Case("c", false)));
  }

  private static Criterion grass() {
    return new Criterion("grass is green", List.of(new Case("e", false)));
  }

  private static Criterion well(boolean shows) {
    return new Criterion("all is well", List.of(new Case("d", shows)));
  }
}
