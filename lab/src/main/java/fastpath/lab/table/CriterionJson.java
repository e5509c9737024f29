package fastpath.lab.table;

import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Criterion.Case;
import fastpath.lab.verdict.Figure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writer of the entries of {@code evidence} in {@code reproduce --json}, one entry for each
 * criterion.
 */
final class CriterionJson {
  private CriterionJson() {}

  static Map<String, Object> of(Criterion criterion, String compiler) {
    Figure figure = criterion.figure();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("criterion", criterion.says());
    entry.put("quantifier", criterion.quantifier());
    entry.put("shown", criterion.shown());
    entry.put("cases", criterion.applicable().stream().map(CriterionJson::applicable).toList());
    entry.put("notApplicable", notApplicable(criterion));
    entry.put("figure", figure == null ? null : figure.value());
    entry.put("low", figure == null ? null : figure.low());
    entry.put("high", figure == null ? null : figure.high());
    entry.put("holds", criterion.holds());
    entry.put("verdict", criterion.verdict());
    entry.put("expected", criterion.expected());
    entry.put("compiler", compiler);
    return entry;
  }

  /**
   * Returns the entry of an applicable case: its name, and whether the case shows the criterion,
   * which is null if unknown.
   */
  private static Map<String, Object> applicable(Case c) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", c.name());
    entry.put("shows", c.answer() instanceof Answer.Seen(boolean shows) ? shows : null);
    return entry;
  }

  private static List<Map<String, Object>> notApplicable(Criterion criterion) {
    return criterion.cases().stream()
        .filter(c -> c.answer() instanceof Answer.NotApplicable)
        .map(c -> {
          Map<String, Object> entry = new LinkedHashMap<>();
          entry.put("name", c.name());
          entry.put("reason", ((Answer.NotApplicable) c.answer()).reason());
          return entry;
        })
        .toList();
  }
}
