package fastpath.lab.claim;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.kernelsrc.Role;
import fastpath.lab.evidence.UserAccessComparison;
import fastpath.lab.table.Column;
import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Criterion.Case;
import fastpath.lab.verdict.Problems;
import fastpath.lab.verdict.Setting;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.ScenarioRun;
import java.util.List;
import java.util.Optional;

/**
 * A claim that {@code fastpath reproduce omit-the-check} evaluates. The claim compares copies
 * without the check in a voluntary kernel, as in 3.11 (A8), with copies with the check of 3.10
 * (A1). The claim compares today's user access without a check (M0) with a check that boot patches
 * out (M6). The claim also runs a copy that faults while another thread is woken. The expected
 * verdict is CONFIRMED. A copy without the check executes no instruction that counts or tests. Each
 * copy with a check executes more instructions, even if boot has patched the check out. The woken
 * thread runs when the copy faults.
 */
final class OmitTheCheck implements UserAccessComparison {
  private static final String OF_THE_DAY = "A1";
  private static final String OMITTED = "A8";
  private static final String TODAY = "M0";
  private static final String STATIC_CALL = "M1";
  private static final String PATCHED_OUT = "M6";

  private static final String OMIT = "UACCESS_OMIT_MIGHT_FAULT";
  private static final String SCENARIO = "copy-fault";

  @Override
  public String name() {
    return "omit-the-check";
  }

  @Override
  public String title() {
    return "a copy without a check is just another memory access";
  }

  @Override
  public String statement() {
    return "No check is better than a faster check: an access to user space that "
        + "does not fault is only a memory access and gains nothing from a check, "
        + "and an access that faults can be preempted in the fault.";
  }

  @Override
  public String note() {
    return "The check was gone when the article appeared: 3.11 has none in user "
        + "access (commit 662bbcb2747c, for another reason), and no later kernel "
        + "has one. PREEMPT_DYNAMIC turned the remaining checks elsewhere into "
        + "static calls that boot patches out. That would not have been a "
        + "substitute here, as M1 and M6 show, which are today's user access with "
        + "such a check.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    return sources.presetsNamed(OF_THE_DAY, OMITTED, TODAY, STATIC_CALL, PATCHED_OUT);
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    return List.of(
        Criterion.all(
            "without the check (A8) a copy executes no instruction that tests or counts",
            Twin.without(OMIT),
            view.test(
                OMITTED,
                OMITTED,
                change ->
                    change.after().count(Role.RESCHED_TEST) == 0
                        && change.after().count(Role.PREEMPT_COUNT) == 0)),
        Criterion.all(
            "what if 3.11 still had the check (A1): it costs instructions and memory accesses",
            Twin.with(OMIT),
            view.test(
                OMITTED, OF_THE_DAY, change -> change.instructions() > 0 && change.accesses() > 0)),
        Criterion.all(
            "today: a check that boot patches out (M6) is still a call and costs instructions",
            Twin.with(OMIT),
            view.test(
                TODAY,
                PATCHED_OUT,
                change ->
                    change.after().counters().calls() > change.before().counters().calls()
                        && change.instructions() > 0)));
  }

  /**
   * In the scenario's trace, the copy between 1 and 2 does not fault, and the copy between 2 and 3
   * does. W is the woken thread, and f is the fetch of the page. W runs before f, which shows that
   * the copy is not yet waiting for the page.
   */
  @Override
  public List<Criterion> scenes(
      Setting setting, List<Preset> presets, Compiler compiler, Problems problems) {
    Preset omitted =
        presets.stream().filter(p -> p.shortName().equals(OMITTED)).findFirst().orElseThrow();
    Optional<String> trace =
        problems.attempt(
            Problems.place(SCENARIO, omitted, compiler),
            () -> ScenarioRun.play(setting.workshop(), SCENARIO, omitted, compiler).trace());
    return List.of(
        Criterion.all(
            "a woken thread waits while a copy does not fault",
            Twin.without(OMIT),
            scene(trace, "1[^W2]*2.*")),
        Criterion.all(
            "a woken thread runs when a copy faults, before the copy waits for the page",
            Twin.edit(
                "the page fault is no place to reschedule",
                "context/fault.c",
                "\t\tmight_sleep();\n",
                ""),
            scene(trace, ".*2[^f3]*W[^3]*f[^3]*3")));
  }

  private static List<Case> scene(Optional<String> trace, String pattern) {
    return List.of(
        new Case(SCENARIO, trace.map(t -> Answer.of(t.matches(pattern))).orElse(Answer.missing())));
  }

  @Override
  public List<Column> columns() {
    return List.of(Column.INSTRUCTIONS, Column.ACCESSES, Column.FRAMED);
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "Without the check a copy executes %s instructions fewer than with it, "
            + "of %s. A copy of today executes %s instructions; a check would add %s, "
            + "and %s once it is patched out.",
        Comparison.each(views, "%.1f", view -> view.added(OMITTED, OF_THE_DAY)),
        Comparison.each(views, "%.1f", view -> view.instructions(OF_THE_DAY)),
        Comparison.each(views, "%.1f", view -> view.instructions(TODAY)),
        Comparison.each(views, "%.1f", view -> view.added(TODAY, STATIC_CALL)),
        Comparison.each(views, "%.1f", view -> view.added(TODAY, PATCHED_OUT)));
  }
}
