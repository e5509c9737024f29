package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.validate.Check;
import fastpath.lab.validate.Depth;
import fastpath.lab.validate.Examined;
import fastpath.lab.validate.Subject;
import fastpath.lab.validate.Validation;
import fastpath.lab.validate.ValidationReport;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code validate} finds no failure in kernelsrc. {@code -Dfastpath.validate=all} tests every run
 * with two interrupts, by every compiler.
 */
@ExtendWith(SharedWorkshop.class)
class ValidateTest {
  private static final boolean ALL = "all".equals(System.getProperty("fastpath.validate"));

  @Test
  void everyHostUnderEveryVariant(Workshop workshop) {
    List<Compiler> compilers = ALL ? Compilers.all() : List.of(Compilers.named(Compilers.OWN));
    passes(workshop, Set.of(), compilers, ALL ? Depth.EXHAUSTIVE : Depth.ONE);
  }

  /** The fast part of the validation: calls without interrupts, of every subject. */
  @Test
  void everyQuietCall(Workshop workshop) {
    List<Compiler> compilers = ALL ? Compilers.all() : List.of(Compilers.named(Compilers.OWN));
    Validation validation =
        Validation.of(
            workshop, Subject.groups(KernelSources.BASE), compilers, Depth.QUIET, Steps.SILENT);
    assertTrue(
        validation.failures().isEmpty(),
        () -> String.join("\n", new ValidationReport(validation, 100).lines()));
  }

  /**
   * Runs with two interrupts of four subjects that cover a region, an RCU reader and a sleeping
   * thread.
   */
  @Test
  void interruptedTwiceByEveryCompiler(Workshop workshop) {
    Tools.require("gcc", "clang");
    passes(
        workshop,
        Set.of("hash-lookup", "region-pair", "rcu-replace", "about-to-sleep"),
        Stream.of("own", "gcc", "clang").map(Compilers::named).toList(),
        ALL ? Depth.EXHAUSTIVE : new Depth(2, 200));
  }

  /**
   * If preempt_count is changed by a read-modify-write sequence that an interrupt can split, the
   * reschedule bit that an IPI handler copies into the count is lost.
   */
  @Test
  void aWakeUpFromAfarIsLostInTheMiddleOfAnUpdate(Workshop workshop) {
    Preset several = KernelSources.BASE.preset("SM").orElseThrow();
    Validation validation =
        Validation.of(
            workshop,
            Subject.select(KernelSources.BASE, Set.of("hash-lookup"), List.of(several)),
            List.of(Compilers.named(Compilers.OWN)),
            Depth.ONE,
            Steps.SILENT);
    assertTrue(
        validation.failures().stream()
            .flatMap(examined -> examined.violations().stream())
            .anyMatch(v -> v.check() == Check.LOST && v.at().startsWith("afar:")));
  }

  private static boolean isInterrupted(List<Subject.Group> groups, Examined examined) {
    return groups.stream()
        .flatMap(Subject::of)
        .filter(s -> s.fastPath().equals(examined.fastPath()))
        .filter(s -> s.preset().equals(examined.preset()))
        .anyMatch(Subject::isInterrupted);
  }

  private static void passes(
      Workshop workshop, Set<String> fastPaths, List<Compiler> compilers, Depth depth) {
    List<Subject.Group> groups = Subject.select(KernelSources.BASE, fastPaths, List.of());
    Validation validation = Validation.of(workshop, groups, compilers, depth, Steps.SILENT);
    assertTrue(
        validation.failures().isEmpty(),
        () -> String.join("\n", new ValidationReport(validation, 100).lines()));
    for (Examined examined : validation.examined()) {
      if (!isInterrupted(groups, examined)) {
        assertEquals(0, examined.places(), examined::place);
        continue;
      }
      assertTrue(examined.places() > 0, examined::place);
      boolean lazy = examined.preset().enabled("PREEMPT_LAZY");
      assertEquals(!lazy, examined.afarRuns() > 0, examined::place);
      assertEquals(depth.interrupts() > 1, examined.nestedRuns() > 0, examined::place);
    }
  }
}
