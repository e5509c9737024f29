package fastpath.lab.claim;

import com.google.common.collect.ImmutableMap;
import fastpath.lab.evidence.SceneClaim;
import fastpath.lab.evidence.Scenes;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Criterion.Case;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A claim that {@code fastpath reproduce whole-word} evaluates. The claim sets one field of the
 * count at a time, while another thread is woken and a region ends, for the count of 3.11 (V1b) and
 * for later forms. The expected verdict is CONFIRMED. Each field that is not zero keeps the woken
 * thread from running, and nothing else does.
 */
final class WholeWord implements SceneClaim {
  private static final String SCENARIO = "whole-word";
  private static final List<String> FORMS = List.of("V1b", "V2", "V3", "V5");

  /** The letter of each field of the count in the scenario's trace. */
  private static final Map<Character, String> FIELDS =
      ImmutableMap.of(
          'p', "regions", 's', "softirqs", 'h', "hardirqs", 'n', "NMI", 'a', "PREEMPT_ACTIVE");

  @Override
  public String name() {
    return "whole-word";
  }

  @Override
  public String title() {
    return "comparing the whole count with zero tells whether preemption is on";
  }

  @Override
  public String section() {
    return "Optimizing full preemption";
  }

  @Override
  public String statement() {
    return "Comparing the whole count with zero tells whether the running thread "
        + "can be preempted: preemption is off if any field of the count is not "
        + "zero.";
  }

  @Override
  public String note() {
    return "In 3.11 the end of a region tested the flag alone, and the scheduler's "
        + "entry compared the word. Since 3.13 the result of the decrement is the "
        + "comparison.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public Map<String, List<String>> scenes() {
    return Map.of(SCENARIO, FORMS);
  }

  @Override
  public List<Criterion> criteria(Scenes scenes) {
    return List.of(
        Criterion.all(
            "if a field is not zero, a woken thread does not get the CPU",
            Twin.edit(
                "the scheduler's entry looks at one field",
                "context/sched.c",
                "\tif (preempt_count() || irqs_disabled())",
                "\tif ((preempt_count() & PREEMPT_MASK) || irqs_disabled())"),
            fields(scenes, "[^.W]*\\..*")),
        Criterion.all(
            "if every field is zero, the woken thread runs at once",
            Twin.edit(
                "the scheduler's entry wants a field that is not zero",
                "context/sched.c",
                "\tif (preempt_count() || irqs_disabled())",
                "\tif (!preempt_count() || irqs_disabled())"),
            FORMS.stream()
                .map(form -> scenes.test(form, SCENARIO, form, r -> r.trace().endsWith("-W")))
                .toList()));
  }

  /**
   * Returns a case for each form and each field of the count: in the trace, a pattern must match
   * what follows the field's letter.
   */
  private static List<Case> fields(Scenes scenes, String pattern) {
    List<Case> cases = new ArrayList<>();
    for (String form : FORMS) {
      FIELDS.forEach((letter, field) ->
          cases.add(
              scenes.test(
                  field + " under " + form,
                  SCENARIO,
                  form,
                  run -> run.trace().matches(".*" + letter + pattern))));
    }
    return cases;
  }
}
