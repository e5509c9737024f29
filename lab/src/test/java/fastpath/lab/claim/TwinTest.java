package fastpath.lab.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.kernelsrc.Releases;
import fastpath.lab.table.ArticleTable;
import fastpath.lab.table.Reproduction;
import fastpath.lab.verdict.ArticleStatement;
import fastpath.lab.verdict.Claim;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Finding;
import fastpath.lab.verdict.Setting;
import fastpath.lab.verdict.Twin;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Tests that each criterion comes out as expected, and comes out otherwise under its own broken
 * twin.
 */
class TwinTest {
  private static final Workshop WORKSHOP = new Workshop();
  private static final String WHAT_IF = "what if";
  private static final Map<String, Finding> REAL = new HashMap<>();

  static final List<String> CLAIMS = Claims.ALL.stream().map(Claim::name).toList();

  @AfterAll
  static void close() {
    WORKSHOP.close();
  }

  @ParameterizedTest
  @FieldSource("CLAIMS")
  void theTwinOfACriterionTurnsIt(String name) {
    Claim claim = Claims.named(name).orElseThrow();
    Finding real = real(name);
    assertEquals(List.of(), real.problems());
    assertEquals(List.of(), real.surprises());
    assertEquals(claim.expected(), real.verdict());
    for (Twin twin : criteria(real).map(Criterion::twin).distinct().toList()) {
      List<Criterion> broken = broken(claim, twin);
      criteria(real)
          .filter(criterion -> criterion.twin().equals(twin))
          .forEach(criterion -> {
            Criterion other = named(criterion.says(), broken);
            assertNotEquals(
                criterion.expected(), other.verdict(), criterion.says() + ", " + twin.says());
          });
    }
  }

  /**
   * The releases are those of the presets; a criterion whose words say what-if may compare
   * different releases.
   */
  @ParameterizedTest
  @FieldSource("CLAIMS")
  void noCriterionComparesKernelsOfDifferentReleases(String name) {
    criteria(real(name))
        .filter(criterion -> !criterion.says().contains(WHAT_IF))
        .forEach(criterion ->
            criterion
                .cases()
                .forEach(c -> assertTrue(areOfOneRelease(c.compared()), criterion.says() + c)));
  }

  private static boolean areOfOneRelease(List<Preset> presets) {
    List<Releases> releases =
        presets.stream().map(preset -> preset.era().orElseThrow().releases()).toList();
    return releases.stream().allMatch(one -> releases.stream().allMatch(one::overlap));
  }

  /**
   * Tests areOfOneRelease() with presets of different releases, because a method that is always
   * true would make the previous test worthless.
   */
  @Test
  void kernelsOfDifferentReleasesAreFound() {
    assertTrue(areOfOneRelease(KernelSources.BASE.presetsNamed("A0", "K311p")));
    assertFalse(areOfOneRelease(KernelSources.BASE.presetsNamed("A1", "K313p")));
  }

  /**
   * The words of a decided statement are part of exactly one criterion of the statement's claim.
   */
  @Test
  void everyStatementOfTheArticleIsDecidedByOneCriterionOrSaysWhyNot() {
    for (ArticleStatement statement : Article.STATEMENTS) {
      switch (statement.answer()) {
        case ArticleStatement.Decided(String claim, String words) ->
            assertEquals(
                1,
                criteria(real(claim)).filter(c -> c.says().contains(words)).count(),
                claim + ": " + words);
        case ArticleStatement.Untested(String reason) -> assertTrue(reason.endsWith("."), reason);
      }
    }
  }

  @Test
  void theArticleIsToldInItsOrderWithAVerdictForEachThatIsDecided() {
    ArticleTable table =
        new ArticleTable(
            Article.STATEMENTS,
            Article.claims().stream()
                .map(claim -> new Reproduction(claim, null, real(claim.name())))
                .toList());
    assertEquals(Article.STATEMENTS.size(), table.json().size());
    for (Map<String, Object> row : table.json()) {
      assertEquals(
          List.of("statement", "section", "claim", "criterion", "verdict", "reason"),
          List.copyOf(row.keySet()));
      assertNotEquals(row.get("verdict") == null, row.get("reason") == null, row::toString);
      assertEquals(row.get("verdict") == null, row.get("criterion") == null, row::toString);
    }
    for (int columns : List.of(80, 160)) {
      assertTrue(table.lines(columns).stream().allMatch(line -> line.length() <= columns));
    }
  }

  /** Compares CRITERIA.md with the criteria of all claims; see {@link CriteriaPage}. */
  @Test
  void thePageListsEveryCriterion() throws IOException {
    Map<String, List<Criterion>> all = new LinkedHashMap<>();
    CLAIMS.forEach(name -> all.put(name, criteria(real(name)).toList()));
    CriteriaPage.check(all);
  }

  private static Finding real(String name) {
    return REAL.computeIfAbsent(
        name, key -> Claims.named(key).orElseThrow().evaluate(setting(WORKSHOP, Optional.empty())));
  }

  private static Stream<Criterion> criteria(Finding finding) {
    return finding.criteria().values().stream().flatMap(List::stream);
  }

  private static Criterion named(String says, List<Criterion> criteria) {
    return criteria.stream().filter(c -> c.says().equals(says)).findFirst().orElseThrow();
  }

  private static List<Criterion> broken(Claim claim, Twin twin) {
    if (twin.edits().isEmpty()) {
      return criteria(claim.evaluate(setting(WORKSHOP, Optional.of(twin)))).toList();
    }
    try (Workshop edited = new Workshop(twin.sources())) {
      return criteria(claim.evaluate(setting(edited, Optional.of(twin)))).toList();
    }
  }

  private static Setting setting(Workshop workshop, Optional<Twin> twin) {
    return new Setting(
        workshop,
        List.of(Compilers.named(Compilers.OWN)),
        List.of(KernelSources.BASE.preset("V0").orElseThrow()),
        twin,
        Steps.SILENT);
  }
}
