package fastpath.lab.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.lab.table.Scoreboard;
import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Criterion.Case;
import fastpath.lab.verdict.Figure;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreboardTest {
  private static final Twin TWIN = Twin.with("PREEMPT");

  @Test
  void namesTheCasesThatDifferAndTheCompilersTheyDifferFor() {
    assertEquals(
        """
        seen in how many cases       own     gcc    clang
          the sky is blue (most) 2/3 2/3 1/3
          all is well (all) 1/1 1/1 0/1
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
         the sky is blue (most) - 2/3 -
         all is well (all) 1/1 1/1 -
         grass is green (all; REFUTED is expected) - 0/1 -
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
    return Criterion.most(
        "the sky is blue", TWIN, List.of(seen("a", true), seen("b", b), seen("c", false)));
  }

  private static Criterion grass() {
    return Criterion.all("grass is green", TWIN, List.of(seen("e", false)))
        .expecting(Verdict.REFUTED);
  }

  private static Criterion well(boolean shows) {
    return Criterion.all("all is well", TWIN, List.of(seen("d", shows)));
  }

  private static Case seen(String name, boolean shows) {
    return new Case(name, Answer.of(shows));
  }

  @Test
  void aFigureIsShownWithItsBoundAndWhatIsNotApplicableWithItsReason() {
    List<Criterion> criteria =
        List.of(
            Criterion.figure(
                "times longer",
                TWIN,
                List.of(seen("a", true)),
                Figure.atLeast(1.5, OptionalDouble.of(1.625), "because")),
            Criterion.figure(
                "times shorter",
                TWIN,
                List.of(seen("a", true)),
                Figure.atMost(0.5, OptionalDouble.empty(), "because")),
            Criterion.all(
                "all is well",
                TWIN,
                List.of(seen("d", true), new Case("e", Answer.notApplicable("is of stone")))));
    assertEquals(
        """
        seen in how many cases own
         times longer (at least 1.50) 1.63
         times shorter (at most 0.50) -
         all is well (all) 1/1
        verdict PARTLY

        all is well:
         own: not applicable to e: is of stone
        """,
        String.join("\n", new Scoreboard(Map.of("own", criteria)).lines(80)).replaceAll(" +", " "));
  }
}
