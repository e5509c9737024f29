package fastpath.lab.verdict;

import fastpath.lab.workshop.Measurement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What evaluating a claim showed.
 *
 * @param criteria of each compiler, by its name
 * @param evidence the measurements behind it
 * @param figures what was counted, in the order of a report
 * @param conclusion what the figures come to, a sentence or two; empty where they say it themselves
 * @param problems what failed or could not be verified, a line each; the verdict is about the rest
 */
public record Finding(
    Map<String, List<Criterion>> criteria,
    List<Measurement> evidence,
    List<Exhibit> figures,
    String conclusion,
    List<String> problems) {

  /** By compiler. */
  public Map<String, Verdict> verdicts() {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    criteria.forEach((compiler, all) -> verdicts.put(compiler, Criterion.verdict(all)));
    return verdicts;
  }

  /** Theirs if they agree, PARTLY if not. */
  public Verdict verdict() {
    return Verdict.of(verdicts().values());
  }
}
