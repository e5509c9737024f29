package fastpath.lab.verdict;

import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of evaluating a claim.
 *
 * @param criteria the criteria with their answers, by compiler
 * @param measurements the measurements that decided the criteria
 * @param figures the tables, in the order of a report
 * @param conclusion one or two sentences; empty if the tables suffice
 * @param failures one line for each task that failed or could not be verified
 */
public record Finding(
    Map<String, List<Criterion>> criteria,
    List<Measurement> measurements,
    List<Exhibit> figures,
    String conclusion,
    List<String> failures) {

  /** Returns the verdict of each compiler's code. */
  public Map<String, Verdict> verdicts() {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    criteria.forEach((compiler, all) -> verdicts.put(compiler, Criterion.verdict(all)));
    return verdicts;
  }

  /** Returns the verdict of all compilers if they agree, and PARTLY if they do not. */
  public Verdict verdict() {
    return Verdict.of(verdicts().values());
  }

  /**
   * Returns the failures, and the reasons why criteria are undecided. The verdict is based on the
   * remaining cases.
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(failures);
    criteria.forEach((compiler, all) ->
        all.forEach(criterion ->
            criterion.problems().forEach(line -> problems.add(compiler + ": " + line))));
    return problems;
  }

  /** Returns the criteria whose verdict is not the expected one, one per line. */
  public List<String> surprises() {
    List<String> surprises = new ArrayList<>();
    criteria.forEach((compiler, all) ->
        all.stream()
            .filter(criterion -> !criterion.asExpected())
            .forEach(criterion ->
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
