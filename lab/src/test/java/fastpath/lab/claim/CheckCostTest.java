package fastpath.lab.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.lab.evidence.CheckCost;
import fastpath.lab.evidence.CheckCost.Extra;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCostTest {
  /**
   * The upper limit in nanoseconds: 1 for each extra instruction and 100 for each extra access,
   * divided by the number of checks.
   */
  @ParameterizedTest
  @CsvSource({"1, 0, 0, 0", "1, 19, 10, 1019", "2, 19, 10, 509.5", "1, 600, 20, 2600"})
  void isTheTimeOfTheSlowestMachine(long checks, long instructions, long accesses, double nanos) {
    assertEquals(nanos, new Extra("a", checks, instructions, accesses).upperNanos());
  }

  @Test
  void isThatOfTheWorstCopyAndUnknownWithoutOne() {
    Extra little = new Extra("a", 1, 19, 10);
    Extra more = new Extra("b", 1, 600, 20);
    assertEquals(
        OptionalDouble.of(more.upperNanos()), new CheckCost(List.of(more, little)).upperNanos());
    assertEquals(OptionalDouble.empty(), new CheckCost(List.of()).upperNanos());
  }
}
