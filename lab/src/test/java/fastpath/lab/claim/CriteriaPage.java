package fastpath.lab.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Figure;
import fastpath.lab.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares the page {@code lab/CRITERIA.md} with the criteria on our compiler's code. With {@code
 * -Dfastpath.criteria=FILE} the page is written to the file instead of compared.
 */
final class CriteriaPage {
  private static final Path PAGE = Path.of("CRITERIA.md");

  private static final String HEAD =
      """
      # Criteria

      What must be seen for each claim to hold, by our compiler's code. The quantifier follows the article's words: all of the
      cases, most, some, or a figure with its bound and the reason for it. Cases are counted without those that the criterion is
      not applicable to. Under the twin, a broken kernel, the criterion comes out otherwise; a test holds it to that, and writes
      this page (`-Dfastpath.criteria=CRITERIA.md`).

      | claim | criterion | quantifier | cases | not applicable | twin |
      | --- | --- | --- | --- | --- | --- |
      """;

  private CriteriaPage() {}

  static void check(Map<String, List<Criterion>> claims) throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    claims.forEach((claim, all) -> all.forEach(criterion -> page.append(row(claim, criterion))));
    String target = System.getProperty("fastpath.criteria");
    if (target != null) {
      Files.writeString(Path.of(target), page);
    }
    assertEquals(page.toString(), Files.readString(PAGE));
  }

  private static String row(String claim, Criterion criterion) {
    return String.format(
        "| %s | %s | %s | %d | %s | %s |%n",
        claim,
        criterion.says(),
        quantifier(criterion),
        criterion.applicable().size(),
        notApplicable(criterion),
        criterion.twin().says());
  }

  private static String quantifier(Criterion criterion) {
    Figure figure = criterion.figure();
    String bounds = figure == null ? "" : ", " + figure.bounds() + ": " + figure.why();
    boolean loose = criterion.expected() != Verdict.CONFIRMED;
    return criterion.quantifier() + bounds + (loose ? " Expected: " + criterion.expected() : "");
  }

  private static String notApplicable(Criterion criterion) {
    Map<String, List<String>> reasons =
        criterion.cases().stream()
            .filter(c -> c.answer() instanceof Answer.NotApplicable)
            .collect(
                Collectors.groupingBy(
                    c -> ((Answer.NotApplicable) c.answer()).reason(),
                    TreeMap::new,
                    Collectors.mapping(Criterion.Case::name, Collectors.toList())));
    return reasons.entrySet().stream()
        .map(entry -> String.join(", ", entry.getValue()) + ": " + entry.getKey())
        .collect(Collectors.joining("; "));
  }
}
