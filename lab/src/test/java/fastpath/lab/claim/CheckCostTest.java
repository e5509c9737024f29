package fastpath.lab.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.lab.evidence.CheckCost;
import fastpath.lab.evidence.CheckCost.Extra;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckCostTest {
  record Case(String name, List<Extra> extra, Verdict expected) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case("nothing is slower", List.of(new Extra("a", 1, 0, 0)), Verdict.REFUTED),
        new Case("slower, by little", List.of(new Extra("a", 1, 19, 10)), Verdict.PARTLY),
        new Case("slower, by enough", List.of(new Extra("a", 1, 600, 20)), Verdict.CONFIRMED),
        new Case(
            "one not slower",
            List.of(new Extra("a", 1, 600, 20), new Extra("b", 1, 0, 0)),
            Verdict.PARTLY));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void decidesFromWhatTheCheckAdds(Case input) {
    assertEquals(
        input.expected(), Criterion.verdict(new CheckCost(input.extra()).criteria()), input.name());
  }
}
