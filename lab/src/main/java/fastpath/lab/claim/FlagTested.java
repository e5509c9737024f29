package fastpath.lab.claim;

import fastpath.lab.evidence.SceneClaim;
import fastpath.lab.evidence.Scenes;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import java.util.List;
import java.util.Map;

/**
 * A claim that {@code fastpath reproduce flag-tested} evaluates. The claim wakes a thread before
 * each place at which the kernel tests the flag NEED_RESCHED. The expected verdict is CONFIRMED.
 * The woken thread runs at each place that tests the flag.
 */
final class FlagTested implements SceneClaim {
  private static final String NONE = "V0";
  private static final String VOLUNTARY = "U1";
  private static final String FULL = "V1b";
  private static final String MODELS = "models";

  @Override
  public String name() {
    return "flag-tested";
  }

  @Override
  public String title() {
    return "the flag is tested where the count comes back to zero, and elsewhere";
  }

  @Override
  public String section() {
    return "Optimizing full preemption";
  }

  @Override
  public String statement() {
    return "TIF_NEED_RESCHED asks the running thread to give up the CPU. It must be "
        + "tested whenever the count comes back to zero, and in a number of other "
        + "situations.";
  }

  @Override
  public String note() {
    return "The idle loop tests the flag too (claim idle-polling), and so does "
        + "every return to user mode, where the waits of claim phase-out-voluntary "
        + "end under every model.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public Map<String, List<String>> scenes() {
    return Map.of(MODELS, List.of(NONE, VOLUNTARY, FULL));
  }

  /**
   * In the scenario's trace, {@code i} is an interrupt that wakes thread W, {@code W} shows that
   * thread W runs, and a digit is a place that the interrupted thread passes.
   */
  @Override
  public List<Criterion> criteria(Scenes scenes) {
    return List.of(
        Criterion.all(
            "where the count comes back to zero, the woken thread runs",
            Twin.edit(
                "preempt_enable() tests nothing",
                "include/linux/preempt.h",
                "\tif (unlikely(preempt_count_dec_and_test()))\n\t\t__preempt_schedule();\n",
                "\t(void)preempt_count_dec_and_test();\n"),
            List.of(scenes.test("a region's end", MODELS, FULL, r -> r.trace().contains("i2W3")))),
        Criterion.all(
            "in the other situations, the woken thread runs too",
            Twin.edit(
                "the way back from an interrupt tests nothing",
                "context/irq.c",
                "\tif (!preempt_count() && need_resched())\n",
                "\tif (0)\n"),
            List.of(
                scenes.test(
                    "an interrupt's way back", MODELS, FULL, r -> r.trace().contains("7iW8")),
                scenes.test("might_sleep()", MODELS, VOLUNTARY, r -> r.trace().contains("3W4")),
                scenes.test("cond_resched()", MODELS, NONE, r -> r.trace().contains("4W5")))));
  }
}
