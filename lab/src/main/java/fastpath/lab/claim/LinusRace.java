package fastpath.lab.claim;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Figure;
import fastpath.lab.verdict.Race;
import fastpath.lab.verdict.RaceClaim;
import fastpath.lab.verdict.Races;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A claim that {@code fastpath reproduce linus-race} evaluates. The claim explores a CPU that
 * leaves a region while another CPU sets NEED_RESCHED in the first CPU's count with a locked
 * instruction (V3). The expected verdict is CONFIRMED. Some order of the CPUs' accesses loses the
 * flag, no order corrupts the count, and the next tick reschedules.
 */
final class LinusRace implements RaceClaim {
  private static final String PROGRAM = "races/wakeup.c";
  private static final int TICK = 0xef;

  /**
   * Period of the tick in instructions: one millisecond, if an instruction takes one nanosecond.
   */
  private static final long TICK_INSTRUCTIONS = 1_000_000;

  /**
   * Allowance in instructions for the tick's handler and for the path from the handler to the
   * scheduler.
   */
  private static final long TO_THE_SCHEDULER = 1000;

  @Override
  public String name() {
    return "linus-race";
  }

  @Override
  public String title() {
    return "a flag that another CPU sets in an unlocked count may be lost, which "
        + "costs only time";
  }

  @Override
  public String statement() {
    return "If other CPUs set the flag in the count with atomic operations and the "
        + "owner changes the count without them, the count is never corrupted, but "
        + "there is a small chance that a change of the count loses the flag. The "
        + "thread is then not preempted when it should be, which is no disaster.";
  }

  @Override
  public String note() {
    return "For an interrupt, incl and decl are one instruction; for another CPU "
        + "they are a load and a store, and a flag that is set in between is "
        + "overwritten. thread_info keeps a second flag, at which the tick looks.";
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
    return sources.presetsNamed("V3");
  }

  @Override
  public List<Criterion> criteria(Races races) {
    return List.of(
        Criterion.some(
            "in some order the flag is lost",
            Twin.with("PREEMPT_COUNT_LOCKED"),
            races.ask(PROGRAM, race -> Answer.of(race.loses()))),
        Criterion.all(
            "in no order the count is wrong",
            Twin.edit(
                "another CPU sets the flag without a lock",
                "include/linux/preempt/flag_folded.h",
                "lock orl %1,%0\"",
                "orl %1,%0\""),
            races.ask(PROGRAM, race -> Answer.of(race.countIsExact()))),
        Criterion.all(
            "wherever the flag is lost, thread_info still has it",
            Twin.edit(
                "the waker leaves thread_info alone",
                "context/sched.c",
                "\tset_tsk_thread_flag(task, _TIF_NEED_RESCHED);\n#ifdef",
                "#ifdef"),
            races.ask(
                PROGRAM,
                race -> Answer.of(race.loses() && race.always(e -> !e.isLost() || e.flag())))),
        races.everyCpuEnds(PROGRAM, SILENT_WAKER),
        Criterion.figure(
            "instructions from the loss of a flag until the CPU has rescheduled",
            Twin.edit(
                "the tick does not look at thread_info",
                "context/sched.c",
                "\tpreempt_fold_need_resched();\n#endif",
                "#endif"),
            races.ask(PROGRAM, race -> Answer.of(race.loses())),
            Figure.atMost(
                TICK_INSTRUCTIONS + TO_THE_SCHEDULER,
                worst(races),
                "At worst a tick has just been: one period until the next tick, and the "
                    + "way to the scheduler.")));
  }

  /**
   * Returns the longest delay of all variants, in instructions; empty if a variant never
   * reschedules or never loses the flag.
   */
  private static OptionalDouble worst(Races races) {
    List<OptionalLong> delays = races.explored().stream().map(LinusRace::delay).toList();
    return delays.isEmpty() || delays.stream().anyMatch(OptionalLong::isEmpty)
        ? OptionalDouble.empty()
        : OptionalDouble.of(delays.stream().mapToLong(OptionalLong::getAsLong).max().orElseThrow());
  }

  /**
   * Returns the number of instructions that a CPU executes from the loss of the flag until it has
   * rescheduled, if a tick has just occurred. The CPU executes one region after another, and the
   * longest delay over all final states in which the flag is lost is the result.
   */
  private static OptionalLong delay(Race race) {
    OptionalLong worst = OptionalLong.empty();
    for (Race.End end : race.ends()) {
      if (end.isLost()) {
        OptionalLong delay =
            race.continued(
                end,
                "until_rescheduled",
                2 * TICK_INSTRUCTIONS,
                machine -> machine.cpu().interrupts().every(TICK_INSTRUCTIONS, TICK));
        if (delay.isEmpty()) {
          return delay;
        }
        worst = OptionalLong.of(Math.max(worst.orElse(0), delay.getAsLong()));
      }
    }
    return worst;
  }
}
