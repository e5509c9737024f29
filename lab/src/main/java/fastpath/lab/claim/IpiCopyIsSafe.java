package fastpath.lab.claim;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Lowering;
import fastpath.lab.verdict.Race;
import fastpath.lab.verdict.RaceClaim;
import fastpath.lab.verdict.Races;
import fastpath.lab.verdict.Setting;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import java.util.List;

/**
 * A claim that {@code fastpath reproduce ipi-copy-is-safe} evaluates. The claim explores a CPU that
 * leaves a region while another CPU sets NEED_RESCHED in the first CPU's thread_info and sends an
 * IPI. The IPI's handler copies the flag into the count. The expected verdict is CONFIRMED. No
 * order of the CPUs' accesses loses the flag where a change of the count is one instruction.
 */
final class IpiCopyIsSafe implements RaceClaim {
  private static final String PROGRAM = "races/wakeup.c";

  private static final Twin UNLOCKED_FOLDED =
      Twin.edit(
          "unlocked", "include/linux/preempt/flag_folded.h", "lock orl %1,%0\"", "orl %1,%0\"");

  private static final Twin UNLOCKED_INVERTED =
      Twin.edit(
          "unlocked", "include/linux/preempt/flag_inverted.h", "lock andl %1,%0\"", "andl %1,%0\"");

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
    return "Every order of both CPUs' accesses, pending stores and places of the "
        + "interrupt was explored. The change of the count must be one "
        + "instruction, which no interrupt can divide (claim "
        + "ipi-copy-needs-one-instruction). For plain C (SG) the compiler decides "
        + "whether it is.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public List<String> programs() {
    return List.of(PROGRAM);
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    return sources.presetsNamed("SC", "SG", "V4", "V4g", "V5", "V6");
  }

  @Override
  public List<Criterion> criteria(Races races) {
    return List.of(
        Criterion.all(
            "in no order the flag is lost",
            Twin.with("NEED_RESCHED_FROM_AFAR"),
            races.ask(PROGRAM, race -> answer(race, race.always(end -> !end.isLost())))),
        Criterion.all(
            "in no order the count is wrong",
            Twin.with("NEED_RESCHED_FROM_AFAR")
                .and(UNLOCKED_FOLDED)
                .and(UNLOCKED_INVERTED)
                .named("another CPU sets the flag in the count without a lock"),
            races.ask(PROGRAM, race -> answer(race, race.countIsExact()))),
        races.everyCpuEnds(PROGRAM, SILENT_WAKER));
  }

  /**
   * Returns the answer of one variant, which qualifies if each change of the count is one
   * instruction. Plain C, for which the compiler decides the number of instructions, and a user's
   * own variant need not qualify.
   */
  private static Answer answer(Race race, boolean shows) {
    boolean one = race.lowering() == Lowering.ONE || race.lowering() == Lowering.LOCKED;
    if (one) {
      return Answer.of(shows);
    }
    String reason = "changes the count so: " + race.lowering().says();
    boolean free = race.preset().enabled("PREEMPT_COUNT_GENERIC") || Setting.isOwn(race.preset());
    return free ? Answer.notApplicable(reason) : Answer.unfit(reason);
  }
}
