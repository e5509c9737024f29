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
 * A claim that {@code fastpath reproduce ipi-copy-needs-one-instruction} evaluates. The claim
 * explores the programs of claim ipi-copy-is-safe with a count whose changes take several
 * instructions. The count is loaded, changed and stored by separate instructions (SM), or changed
 * in plain C, which the compiler translates to several instructions (SG). The expected verdict is
 * CONFIRMED. An interrupt between load and store sets the flag, and the store overwrites the flag.
 */
final class IpiCopyNeedsOneInstruction implements RaceClaim {
  @Override
  public String name() {
    return "ipi-copy-needs-one-instruction";
  }

  @Override
  public String title() {
    return "the IPI handler's copy is lost if a change of the count takes several instructions";
  }

  @Override
  public String statement() {
    return "The CPU that owns the count makes the copy. This is safe because no "
        + "interrupt comes in the middle of an instruction; a change of the count "
        + "that loads, adds and stores can be interrupted in the middle.";
  }

  @Override
  public String note() {
    return "The article does not mention this. For this reason the folding for all "
        + "architectures was reverted, and plain C is not sufficient: whether it "
        + "becomes one instruction is the compiler's choice (SG).";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public List<String> programs() {
    return List.of("races/wakeup.c");
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    return sources.presetsNamed("SM", "SG");
  }

  @Override
  public List<Criterion> criteria(Races races) {
    return List.of(
        Criterion.all(
            "if a change of the count takes several instructions, the flag is lost "
                + "in some order",
            Twin.without("PREEMPT_COUNT_LOAD_STORE", "PREEMPT_COUNT_GENERIC"),
            races.ask("races/wakeup.c", IpiCopyNeedsOneInstruction::answer)),
        races.everyCpuEnds("races/wakeup.c", SILENT_WAKER));
  }

  private static Answer answer(Race race) {
    if (race.lowering() == Lowering.SEVERAL) {
      return Answer.of(race.loses());
    }
    String reason = "changes the count so: " + race.lowering().says();
    boolean free = race.preset().enabled("PREEMPT_COUNT_GENERIC") || Setting.isOwn(race.preset());
    return free ? Answer.notApplicable(reason) : Answer.unfit(reason);
  }
}
