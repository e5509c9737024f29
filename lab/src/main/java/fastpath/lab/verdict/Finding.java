package fastpath.lab.verdict;

import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What evaluating a claim showed.
 *
 * @param criteria of each compiler, by its name
 * @param measurements what they were decided from
 * @param figures what was counted, in the order of a report
 * @param conclusion what the figures come to, a sentence or two; empty where they say it themselves
 * @param failures what failed or could not be verified, a line each
 */
public record Finding(
    Map<String, List<Criterion>> criteria,
    List<Measurement> measurements,
    List<Exhibit> figures,
    String conclusion,
    List<String> failures) {

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

  /** What failed, and what keeps criteria from being decided; the verdict is about the rest. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(failures);
    criteria.forEach(
        (compiler, all) ->
            all.forEach(
                criterion ->
                    criterion.problems().forEach(line -> problems.add(compiler + ": " + line))));
    return problems;
  }

  /** The criteria that came out otherwise than expected, a line each. */
  public List<String> surprises() {
    List<String> surprises = new ArrayList<>();
    criteria.forEach(
        (compiler, all) ->
            all.stream()
                .filter(criterion -> !criterion.asExpected())
                .forEach(
                    criterion ->
                        surprises.add(
                            compiler
                                + ": "
                                + criterion.says()
                                + ": "
                                + criterion.verdict()
                                + ", expected "
                                + criterion.expected())));
    return surprises;
  }
}
