package fastpath.lab.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Criterion.Case;
import fastpath.lab.verdict.Figure;
import fastpath.lab.verdict.Quantifier;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CriterionTest {
  private static final Twin TWIN = Twin.with("PREEMPT");

  /**
   * Each letter is the answer for one case: y shows the criterion, n does not, - is not applicable,
   * u does not fit, ? is missing.
   */
  @ParameterizedTest
  @CsvSource({
    "ALL, yyy, CONFIRMED, 0",
    "ALL, yyn, PARTLY, 0",
    "ALL, nnn, REFUTED, 0",
    "ALL, yy-, CONFIRMED, 0",
    "ALL, nn-, REFUTED, 0",
    "ALL, ---, REFUTED, 1",
    "ALL, '', REFUTED, 1",
    "ALL, yyu, PARTLY, 1",
    "ALL, yy?, PARTLY, 1",
    "ALL, ???, REFUTED, 3",
    "MOST, yyn, CONFIRMED, 0",
    "MOST, yn, PARTLY, 0",
    "MOST, yn-, PARTLY, 0",
    "MOST, yn?, PARTLY, 1",
    "MOST, nn, REFUTED, 0",
    "MOST, --, REFUTED, 1",
    "SOME, nny, CONFIRMED, 0",
    "SOME, nnn, REFUTED, 0",
    "SOME, n-?, REFUTED, 1",
  })
  void theQuantifierDecides(Quantifier quantifier, String answers, Verdict verdict, int problems) {
    Criterion criterion = criterion(quantifier, answers);
    assertEquals(verdict, criterion.verdict());
    assertEquals(verdict == Verdict.CONFIRMED, criterion.holds());
    assertEquals(problems, criterion.problems().size());
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, 1.5, , CONFIRMED",
    "1.4, 1.5, , REFUTED",
    "1.4, , 1.5, CONFIRMED",
    "1.6, , 1.5, REFUTED",
    "2, 1, 3, CONFIRMED",
    ", 1, , REFUTED",
    ", , 1, REFUTED",
  })
  void aFigureLiesBetweenItsBoundsOrIsMissing(
      Double value, Double low, Double high, Verdict verdict) {
    Criterion criterion =
        Criterion.figure("x", TWIN, cases("y"), new Figure(value, low, high, "because"));
    assertEquals(verdict, criterion.verdict());
    assertEquals(value == null ? 1 : 0, criterion.problems().size());
  }

  @Test
  void whatIsNotANumberIsMissing() {
    assertFalse(Figure.atMost(1, OptionalDouble.of(Double.NaN), "because").fits());
    assertFalse(Figure.atLeast(0, OptionalDouble.of(Double.NaN), "because").fits());
    assertFalse(Figure.atMost(1, OptionalDouble.empty(), "because").fits());
  }

  @Test
  void whatIsExpectedIsNotWhatIsFound() {
    assertTrue(criterion(Quantifier.ALL, "nn").expecting(Verdict.REFUTED).asExpected());
    assertFalse(criterion(Quantifier.ALL, "yy").expecting(Verdict.REFUTED).asExpected());
  }

  record Verdicts(List<Criterion> criteria, Verdict expected) {}

  static Stream<Verdicts> claims() {
    Criterion confirmed = criterion(Quantifier.ALL, "yy");
    Criterion partly = criterion(Quantifier.ALL, "yn");
    Criterion refuted = criterion(Quantifier.ALL, "nn");
    return Stream.of(
        new Verdicts(List.of(confirmed, confirmed), Verdict.CONFIRMED),
        new Verdicts(List.of(confirmed, partly), Verdict.PARTLY),
        new Verdicts(List.of(confirmed, refuted), Verdict.PARTLY),
        new Verdicts(List.of(refuted, refuted), Verdict.REFUTED));
  }

  @ParameterizedTest
  @MethodSource("claims")
  void aClaimNeedsAllOfItsCriteria(Verdicts input) {
    assertEquals(input.expected(), Criterion.verdict(input.criteria()));
  }

  @Test
  void namesThoseThatShowItAndThoseThatDoNot() {
    Criterion criterion = criterion(Quantifier.ALL, "yn-n");
    assertEquals(List.of("0"), criterion.names(true));
    assertEquals(List.of("1", "3"), criterion.names(false));
    assertEquals(3, criterion.applicable().size());
  }

  private static Criterion criterion(Quantifier quantifier, String answers) {
    return new Criterion("x", quantifier, Verdict.CONFIRMED, TWIN, cases(answers), null);
  }

  static List<Case> cases(String answers) {
    List<Case> cases = new ArrayList<>();
    for (char c : answers.toCharArray()) {
      cases.add(
          new Case(
              Integer.toString(cases.size()),
              switch (c) {
                case 'y' -> Answer.of(true);
                case 'n' -> Answer.of(false);
                case '-' -> Answer.notApplicable("of another kind");
                case 'u' -> Answer.unfit("is broken");
                case '?' -> Answer.missing();
                default -> throw new IllegalArgumentException(answers);
              }));
    }
    return cases;
  }
}
