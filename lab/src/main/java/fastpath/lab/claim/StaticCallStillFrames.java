package fastpath.lab.claim;

import fastpath.emulator.count.Counters;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.RegionComparison;
import fastpath.lab.table.Column;
import fastpath.lab.verdict.Candidates;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Effect;
import fastpath.lab.verdict.Setting;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.VariantPair;
import fastpath.lab.verdict.Verdict;
import java.util.List;

/**
 * A claim that {@code fastpath reproduce static-call-still-frames} evaluates. The claim compares
 * the slow path as a C call (V4), as a static call from C that boot has patched to return at once
 * (V6c), and as a static call from inline assembly (V6). The expected verdict is CONFIRMED. Every
 * frame that the call of V4 causes is also caused by the call of V6c, although boot has patched the
 * call and nothing is called any more. The call of V6 causes no frame.
 */
final class StaticCallStillFrames implements RegionComparison {
  private static final String WITHOUT = "K615n";
  private static final String CALLED = "V4";
  private static final String PATCHED_OUT = "V6c";
  private static final String FROM_ASM = "V6";

  @Override
  public String name() {
    return "static-call-still-frames";
  }

  @Override
  public String title() {
    return "a static call patched out still costs the frame";
  }

  @Override
  public String section() {
    return "The problem with full preemption";
  }

  @Override
  public String statement() {
    return "The presence of a conditional call makes the code worse, even if the "
        + "call is hardly ever made. It follows that a call that boot patches out, "
        + "as in PREEMPT_DYNAMIC, is as bad, because the compiler has made room "
        + "for it.";
  }

  @Override
  public String note() {
    return "The kernel's preempt_enable() therefore makes its static call from inline "
        + "assembly, to a thunk.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    return sources.presetsNamed(WITHOUT, CALLED, PATCHED_OUT, FROM_ASM);
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    return List.of(
        Criterion.some(
            "the live call (V4) gives a leaf a frame",
            Setting.WITHOUT_SLOW_CALL,
            view.ask(
                WITHOUT,
                CALLED,
                change -> Candidates.answer(change, c -> c.effect() == Effect.TURNED))),
        Criterion.all(
            "every frame that the live call causes, the patched-out call (V6c) causes too",
            Twin.without("STATIC_CALL_FROM_C"),
            view.test(CALLED, PATCHED_OUT, StaticCallStillFrames::sameFrame)),
        Criterion.all(
            "a static call from inline assembly (V6) leaves a leaf without a frame",
            Twin.with("STATIC_CALL_FROM_C"),
            view.ask(
                WITHOUT,
                FROM_ASM,
                change ->
                    Candidates.answer(
                        change, c -> c.effect() == Effect.LEAF_STILL && !c.after().framed()))));
  }

  private static boolean sameFrame(VariantPair change) {
    Counters before = change.before().counters();
    Counters after = change.after().counters();
    return before.pushes().equals(after.pushes())
        && before.stackBytes() == after.stackBytes()
        && change.before().leafInCode() == change.after().leafInCode();
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.INSTRUCTIONS,
        Column.mean("stack bytes", m -> m.counters().stackBytes()),
        Column.FRAMED,
        Column.LEAF_IN_CODE);
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "%s adds %s instructions to a call; patching its call out removes %s of them.",
        CALLED,
        Comparison.each(views, "%.1f", view -> view.added(WITHOUT, CALLED)),
        Comparison.each(
            views, "%.1f", view -> view.added(WITHOUT, CALLED) - view.added(WITHOUT, PATCHED_OUT)));
  }
}
