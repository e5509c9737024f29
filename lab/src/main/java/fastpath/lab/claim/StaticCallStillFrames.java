package fastpath.lab.claim;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.RegionComparison;
import fastpath.lab.table.Column;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Effect;
import fastpath.lab.verdict.Setting;
import fastpath.lab.verdict.VariantPair;
import fastpath.lab.verdict.Verdict;
import java.util.List;

/**
 * Run with {@code fastpath reproduce static-call-still-frames}. Compared: the slow path as a C call
 * (V4), as a static call from C that boot patched to return at once (V6c), and as one from inline
 * assembly (V6). Expected: what V4's call framed, V6c's frames as well, though nothing is left to
 * be called; V6 frames nothing: CONFIRMED. Broken twin: an instruction in the call's place.
 */
final class StaticCallStillFrames implements RegionComparison {
  private static final String WITHOUT = "V0";
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
    return "That a conditional call is there at all makes the code worse, even if it is "
        + "hardly ever made. It follows that a call patched out at boot, as "
        + "PREEMPT_DYNAMIC has it, is as bad: the compiler made room for it.";
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
  public Preset broken(Preset preset) {
    return Setting.withoutSlowCall(preset);
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    List<FastPath> framed = view.turned(WITHOUT, CALLED);
    return List.of(
        VariantPair.criterion(
            "a leaf that the live call framed is framed by the one patched out",
            among(framed, view.changes(WITHOUT, PATCHED_OUT)),
            change -> change.effect() == Effect.TURNED),
        VariantPair.criterion(
            "it is not if the static call stands in inline assembly",
            among(framed, view.changes(WITHOUT, FROM_ASM)),
            change -> change.effect() == Effect.LEAF_STILL && !change.after().framed()));
  }

  private static List<VariantPair> among(List<FastPath> fastPaths, List<VariantPair> changes) {
    return changes.stream().filter(change -> fastPaths.contains(change.fastPath())).toList();
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
        "%s adds %s instructions to a call; patching its call out takes away %s of them.",
        CALLED,
        Comparison.each(views, "%.1f", view -> view.added(WITHOUT, CALLED)),
        Comparison.each(
            views, "%.1f", view -> view.added(WITHOUT, CALLED) - view.added(WITHOUT, PATCHED_OUT)));
  }
}
