package fastpath.lab.verdict;

import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of evaluating a claim.
 *
 * @param criteria criteria by compiler
 * @param measurements the measurements that decided them
 * @param figures tables, in the order of a report
 * @param conclusion a sentence or two; empty if the tables suffice
 * @param failures a line for each thing that failed or could not be verified
 */
public record Finding(
    Map<String, List<Criterion>> criteria,
    List<Measurement> measurements,
    List<Exhibit> figures,
    String conclusion,
    List<String> failures) {

  /** Verdicts by compiler. */
  public Map<String, Verdict> verdicts() {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    criteria.forEach((compiler, all) -> verdicts.put(compiler, Criterion.verdict(all)));
    return verdicts;
  }

  /** The compilers' verdict if they agree, PARTLY if not. */
  public Verdict verdict() {
    return Verdict.of(verdicts().values());
  }

  /** Failures, and reasons why criteria are undecided. The verdict is about the remaining cases. */
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
