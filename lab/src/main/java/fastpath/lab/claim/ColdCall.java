package fastpath.lab.claim;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.RegionComparison;
import fastpath.lab.evidence.TestLength;
import fastpath.lab.table.Column;
import fastpath.lab.verdict.Candidates;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Effect;
import fastpath.lab.verdict.Figure;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Measurement;
import java.util.List;

/**
 * A claim that {@code fastpath reproduce cold-call} evaluates. The claim compares the count and
 * test of 3.11 (V1b) with the same code in which one instruction takes the place of the scheduler
 * call (V1bn). Neither variant reaches the call. The expected verdict is PARTLY. Without the call
 * no leaf gets a frame. With the call a fast path accesses memory more often, but the number of
 * executed instructions grows by less than half.
 */
final class ColdCall implements RegionComparison {
  private static final String WITHOUT = "V0";
  private static final String CALLED = "V1b";
  private static final String CONTROL = "V1bn";
  private static final String NO_CALL = "LAB_NO_SLOW_CALL";

  @Override
  public String name() {
    return "cold-call";
  }

  @Override
  public String title() {
    return "a call that is hardly ever taken makes the code much worse";
  }

  @Override
  public String section() {
    return "The problem with full preemption";
  }

  @Override
  public String statement() {
    return "The conditional call is what costs: even if it is almost never taken, "
        + "its presence very often makes the code much worse.";
  }

  @Override
  public String note() {
    return "\"Much\" is measured by executed instructions. The call that is not "
        + "taken costs a frame and saved registers, which is less than count and "
        + "test add.";
  }

  @Override
  public Verdict expected() {
    return Verdict.PARTLY;
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    Preset called = sources.preset(CALLED).orElseThrow();
    Preset control = called.with(NO_CALL);
    return List.of(
        sources.preset(WITHOUT).orElseThrow(),
        new Preset(
            CONTROL,
            called.name(),
            "V1b with one instruction in place of the call of the scheduler",
            called.era(),
            control.config()),
        called);
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    return List.of(
        Criterion.all(
            "what if one instruction took the place of the call (V1bn): no leaf gets a frame",
            Twin.without(NO_CALL).only(CONTROL),
            view.ask(
                WITHOUT,
                CONTROL,
                change -> Candidates.answer(change, c -> c.effect() != Effect.TURNED))),
        Criterion.most(
            "the call alone (V1b beside V1bn) adds memory accesses to a fast path",
            Twin.with(NO_CALL).only(CALLED),
            view.test(CONTROL, CALLED, change -> change.accesses() > 0)),
        Criterion.figure(
                "executed instructions of all fast paths with the call, as a multiple of "
                    + "those without: much more",
                Twin.edit(
                    "the call is taken every time",
                    "include/linux/preempt/flag_thread_info.h",
                    "\tpreempt_count_dec();\n\tbarrier();\n\treturn tif_need_resched();",
                    "\tpreempt_count_dec();\n\tbarrier();\n\treturn true;"),
                view.test(CONTROL, CALLED, change -> change.instructions() > 0),
                Figure.atLeast(
                    TestLength.SIGNIFICANT,
                    view.ratio(CALLED, CONTROL, ColdCall::instructions, ColdCall::instructions),
                    TestLength.REASON))
            .expecting(Verdict.REFUTED));
  }

  private static long instructions(Measurement m) {
    return m.counters().instructions();
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.INSTRUCTIONS,
        Column.ACCESSES,
        Column.mean("code bytes", Measurement::codeBytes),
        Column.FRAMED,
        Column.LEAF_IN_CODE);
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "Count and test add %s instructions to a call. The scheduler call that "
            + "is not taken adds another %s.",
        Comparison.each(views, "%.1f", view -> view.added(WITHOUT, CONTROL)),
        Comparison.each(views, "%.1f", view -> view.added(CONTROL, CALLED)));
  }
}
