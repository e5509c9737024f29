package fastpath.lab.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Criterion.Case;
import fastpath.lab.verdict.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CriterionTest {
  @ParameterizedTest
  @CsvSource({
    "3, 3, CONFIRMED",
    "2, 3, CONFIRMED",
    "1, 2, PARTLY",
    "1, 3, PARTLY",
    "0, 2, REFUTED",
    "0, 0, REFUTED"
  })
  void oftenIsMoreThanHalfOfThoseItCanHappenTo(int shown, int all, Verdict expected) {
    assertEquals(expected, criterion(shown, all).verdict());
  }

  record Verdicts(List<Criterion> criteria, Verdict expected) {}

  static Stream<Verdicts> claims() {
    return Stream.of(
        new Verdicts(List.of(criterion(3, 3), criterion(2, 3)), Verdict.CONFIRMED),
        new Verdicts(List.of(criterion(3, 3), criterion(1, 3)), Verdict.PARTLY),
        new Verdicts(List.of(criterion(3, 3), criterion(0, 3)), Verdict.PARTLY),
        new Verdicts(List.of(criterion(1, 3), criterion(1, 2)), Verdict.PARTLY),
        new Verdicts(List.of(criterion(0, 3), criterion(0, 0)), Verdict.REFUTED));
  }

  @ParameterizedTest
  @MethodSource("claims")
  void aClaimNeedsAllOfItsCriteria(Verdicts input) {
    assertEquals(input.expected(), Criterion.verdict(input.criteria()));
  }

  @Test
  void namesThoseThatShowItAndThoseThatDoNot() {
    Criterion criterion = criterion(1, 3);
    assertEquals(List.of("0"), criterion.names(true));
    assertEquals(List.of("1", "2"), criterion.names(false));
  }

  static Criterion criterion(int shown, int all) {
    return new Criterion(
        "",
        IntStream.range(0, all).mapToObj(i -> new Case(Integer.toString(i), i < shown)).toList());
  }
}
