package fastpath.lab.claim;

import static fastpath.lab.claim.Effect.FRAMED_ALREADY;
import static fastpath.lab.claim.Effect.LEAF_STILL;
import static fastpath.lab.claim.Effect.NO_REGION;
import static fastpath.lab.claim.Effect.TAIL_JUMP;
import static fastpath.lab.claim.Effect.TURNED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeafVerdictTest {
  record Case(List<Effect> effects, Verdict expected) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(List.of(TURNED, TURNED, TAIL_JUMP), Verdict.CONFIRMED),
        new Case(List.of(TURNED, LEAF_STILL), Verdict.PARTLY),
        new Case(List.of(TURNED, LEAF_STILL, LEAF_STILL), Verdict.PARTLY),
        new Case(List.of(LEAF_STILL, TAIL_JUMP), Verdict.REFUTED),
        // Those that the argument is not about do not count either way.
        new Case(List.of(TURNED, NO_REGION, FRAMED_ALREADY, FRAMED_ALREADY), Verdict.CONFIRMED),
        new Case(List.of(NO_REGION, FRAMED_ALREADY), Verdict.REFUTED),
        new Case(List.of(), Verdict.REFUTED));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oftenIsMoreThanHalfOfThoseItCanHappenTo(Case input) {
    assertEquals(input.expected(), Leaf.verdict(input.effects()));
  }
}
