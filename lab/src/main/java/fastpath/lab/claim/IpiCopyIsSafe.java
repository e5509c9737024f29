package fastpath.lab.claim;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Lowering;
import fastpath.lab.verdict.Race;
import fastpath.lab.verdict.RaceClaim;
import fastpath.lab.verdict.Verdict;
import java.util.List;

/**
 * Run with {@code fastpath reproduce ipi-copy-is-safe}. Explored: a CPU leaves a region while
 * another sets the flag in its thread_info and sends an IPI, whose handler copies the flag into the
 * count. Expected: no order loses it where a change of the count is one instruction: CONFIRMED.
 * Broken twin: the other CPU sets it in the count, from afar.
 */
final class IpiCopyIsSafe implements RaceClaim {
  @Override
  public String name() {
    return "ipi-copy-is-safe";
  }

  @Override
  public String title() {
    return "a flag that the owner's IPI handler copies into the count is never lost";
  }

  @Override
  public String statement() {
    return "If the flag stays in thread_info and the handler of the IPI copies it into the count,"
        + " the owner of the count is the only one to change it, and the race does not exist.";
  }

  @Override
  public String note() {
    return "Every order of both CPUs' accesses, pending stores, and places of the interrupt was"
        + " explored. It takes a change of the count that an interrupt cannot get into (claim"
        + " ipi-copy-needs-one-instruction); variants whose code has another are not counted here.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public Preset broken(Preset preset) {
    return preset.with("NEED_RESCHED_FROM_AFAR");
  }

  @Override
  public List<String> programs() {
    return List.of("races/wakeup.c");
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    return sources.presetsNamed("SC", "SG", "V4", "V4g", "V5", "V6");
  }

  @Override
  public List<Criterion> criteria(List<Race> all) {
    List<Race> races = all.stream().filter(r -> r.lowering() != Lowering.SEVERAL).toList();
    return List.of(
        Race.criterion("in no order the flag is lost", races, r -> r.complete() && !r.loses()),
        Race.criterion("in none the count is wrong", races, Race::countIsExact));
  }
}
