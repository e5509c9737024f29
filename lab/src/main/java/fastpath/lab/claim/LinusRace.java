package fastpath.lab.claim;

import fastpath.emulator.machine.Outcome;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Race;
import fastpath.lab.verdict.RaceClaim;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.GuestException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Run with {@code fastpath reproduce linus-race}. Explored: a CPU leaves a region while another
 * sets the flag in its count with a locked instruction (V3). Expected: some order loses the flag,
 * none spoils the count, and the next tick makes up for it: CONFIRMED. Broken twin: the count's
 * changes locked as well; then nothing is lost.
 */
final class LinusRace implements RaceClaim {
  private static final String PROGRAM = "races/wakeup.c";
  private static final int TICK = 0xef;

  /** A tick each millisecond, if an instruction takes a nanosecond. */
  private static final long TICK_INSTRUCTIONS = 1_000_000;

  /** The handler of the tick, and the way to the scheduler. */
  private static final long TO_THE_SCHEDULER = 1000;

  @Override
  public String name() {
    return "linus-race";
  }

  @Override
  public String title() {
    return "a flag set from afar in a count that is not locked may be lost, and only time with it";
  }

  @Override
  public String statement() {
    return "If other CPUs set the flag in the count with atomic operations and the owner changes"
        + " the count without, no operation spoils the count; but there is a small chance that a"
        + " change of the count loses the flag. The thread is then not preempted when it should"
        + " be, which is no disaster.";
  }

  @Override
  public String note() {
    return "incl and decl are one instruction to an interrupt, and a load and a store to another"
        + " CPU: what is set between them is overwritten. thread_info keeps the flag, and the tick"
        + " looks there.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public Preset broken(Preset preset) {
    return preset.with("PREEMPT_COUNT_LOCKED");
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
  public List<Criterion> criteria(List<Race> races) {
    return List.of(
        Race.criterion("in some order the flag is lost", races, Race::loses),
        Race.criterion("in none the count is wrong", races, Race::countIsExact),
        Race.criterion(
            "where it is lost, thread_info still has it",
            races,
            race -> race.loses() && race.ends().stream().allMatch(e -> !e.isLost() || e.flag())),
        Race.criterion(
            "the next tick reschedules",
            races,
            race -> race.loses() && delay(race) <= TICK_INSTRUCTIONS + TO_THE_SCHEDULER));
  }

  /**
   * How many instructions the CPU runs, a region after the other, from a lost flag until it has
   * rescheduled, if a tick has just been.
   */
  private static long delay(Race race) {
    GuestCall scene =
        GuestCall.of(
            race.image(),
            GuestCall.options(race.preset()).withMaxInstructions(2 * TICK_INSTRUCTIONS));
    GuestCall.finish(GuestCall.BOOT, scene.machine().call(GuestCall.BOOT));
    race.loseFlag(scene.machine());
    scene.machine().cpu().interrupts().every(TICK_INSTRUCTIONS, TICK);
    Outcome outcome = scene.machine().call("until_rescheduled");
    try {
      return GuestCall.finish("until_rescheduled", outcome).counters().instructions();
    } catch (GuestException e) {
      return Long.MAX_VALUE;
    }
  }

  @Override
  public String conclusion(Map<String, List<Race>> races) {
    List<Race> losing = races.values().stream().flatMap(List::stream).filter(Race::loses).toList();
    if (losing.isEmpty()) {
      return "";
    }
    return Comparison.say(
        "With a tick each %d instructions, of which one has just been, the CPU runs %s instructions"
            + " before it reschedules: on average half as many.",
        TICK_INSTRUCTIONS,
        losing.stream().map(race -> "" + delay(race)).collect(Collectors.joining("/")));
  }
}
