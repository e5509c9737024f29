package fastpath.lab.claim;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Race;
import fastpath.lab.verdict.RaceClaim;
import fastpath.lab.verdict.Verdict;
import java.util.List;

/**
 * Run with {@code fastpath reproduce idle-polling}. Explored: a CPU that idles and polls its flag
 * while another sets it, and one that just then stops polling, to halt. Expected: the first needs
 * no IPI, and neither ever sleeps with the flag set: CONFIRMED. Broken twin: it tests the flag
 * before it says that it polls no longer.
 */
final class IdlePolling implements RaceClaim {
  private static final String POLLING = "polling";
  private static final String HALTING = "idle";

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
    return "Setting the flag goes with an interrupt that tells the CPU to look. One that idles and"
        + " looks all the time can be spared it, and no wake-up is missed when it comes to halt.";
  }

  @Override
  public String note() {
    return "The article leaves the idle loop out. Who sets the flag does so first, then looks"
        + " whether the target polls; the target says that it polls no longer, then looks at the"
        + " flag: one of the two sees the other. An IPI that crosses with that is too much, and"
        + " harmless.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public Preset broken(Preset preset) {
    return preset.with("LAB_TEST_WHILE_POLLING");
  }

  @Override
  public List<String> programs() {
    return List.of("races/polling.c", "races/idle.c");
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    return sources.presetsNamed("V3", "SC", "V5");
  }

  @Override
  public List<Criterion> criteria(List<Race> races) {
    List<Race> polling = races.stream().filter(r -> r.name().equals(POLLING)).toList();
    List<Race> halting = races.stream().filter(r -> r.name().equals(HALTING)).toList();
    return List.of(
        Race.criterion(
            "one that polls reschedules, in some orders without an IPI",
            polling,
            r -> !r.loses() && r.ends().stream().anyMatch(e -> e.ipis() == 0)),
        Race.criterion(
            "one that stops polling never halts with the flag set", halting, r -> !r.loses()),
        Race.criterion(
            "in some orders the waker finds it no longer polling, and sends an IPI",
            halting,
            r -> !r.loses() && r.ends().stream().anyMatch(e -> e.ipis() == 1)));
  }
}
