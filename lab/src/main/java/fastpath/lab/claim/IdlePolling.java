package fastpath.lab.claim;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Race;
import fastpath.lab.verdict.RaceClaim;
import fastpath.lab.verdict.Races;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import java.util.List;

/**
 * A claim that {@code fastpath reproduce idle-polling} evaluates. The claim explores a CPU that
 * polls NEED_RESCHED in the idle loop while another CPU sets this flag. The claim also explores a
 * CPU that stops polling at that moment in order to halt. The expected verdict is CONFIRMED. The
 * CPU that polls needs no IPI, and neither CPU halts with the flag set.
 */
final class IdlePolling implements RaceClaim {
  private static final String POLLING = "races/polling.c";
  private static final String HALTING = "races/idle.c";

  private static final String SCHED = "include/lab_sched.h";
  private static final String SCHEDULER = "context/sched.c";
  private static final String POLLS =
      "\tif (!(READ_ONCE(task_thread_info(task)->status) & TS_POLLING)) {";

  @Override
  public String name() {
    return "idle-polling";
  }

  @Override
  public String title() {
    return "a CPU that polls its flag needs no IPI, and misses nothing when it stops polling";
  }

  @Override
  public String statement() {
    return "Whoever sets the flag sends an interrupt that tells the CPU to look. An "
        + "idle CPU that polls the flag does not need the interrupt, and it misses "
        + "no wake-up when it stops polling to halt.";
  }

  @Override
  public String note() {
    return "The article does not discuss the idle loop. The waker sets the flag and "
        + "then looks whether the target polls. The target states that it no "
        + "longer polls and then looks at the flag. So one of the two sees the "
        + "other. An IPI that is sent in between is superfluous and harmless.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public List<String> programs() {
    return List.of(POLLING, HALTING);
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    return sources.presetsNamed("V3", "SC", "V5");
  }

  @Override
  public List<Criterion> criteria(Races races) {
    return List.of(
        Criterion.all(
            "a CPU that polls reschedules in every order",
            Twin.edit(
                "the end of polling finds no flag",
                SCHED,
                "\tsmp_mb();\n\treturn test_thread_flag(TIF_NEED_RESCHED);",
                "\tsmp_mb();\n\treturn false;"),
            races.ask(POLLING, race -> Answer.of(race.always(end -> !end.isLost())))),
        Criterion.all(
            "a CPU that polls reschedules in some orders without an IPI",
            Twin.edit("the waker always sends an IPI", SCHEDULER, POLLS, "\tif (task) {"),
            races.ask(POLLING, race -> Answer.of(race.ends().stream().anyMatch(e -> isSpared(e))))),
        Criterion.all(
            "a CPU that stops polling never halts with the flag set",
            Twin.with("LAB_TEST_WHILE_POLLING"),
            races.ask(HALTING, race -> Answer.of(race.always(end -> !end.isLost())))),
        Criterion.all(
            "in some orders the waker finds a CPU no longer polling, and sends an IPI",
            Twin.edit("the waker never sends an IPI", SCHEDULER, POLLS, "\tif (!task) {"),
            races.ask(
                HALTING,
                race ->
                    Answer.of(race.ends().stream().anyMatch(e -> !e.isLost() && e.ipis() == 1)))),
        races.everyCpuEnds(
            POLLING,
            Twin.edit(
                "the waker leaves thread_info alone",
                SCHEDULER,
                "\tset_tsk_thread_flag(task, _TIF_NEED_RESCHED);\n#ifdef",
                "#ifdef")),
        races.everyCpuEnds(HALTING, Twin.with("LAB_TEST_WHILE_POLLING")));
  }

  private static boolean isSpared(Race.End end) {
    return !end.isLost() && end.ipis() == 0;
  }
}
