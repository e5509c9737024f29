package fastpath.lab.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.cache.Cache;
import fastpath.lab.evidence.Mix;
import fastpath.lab.evidence.Primitives;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.WakeUpDelay;
import fastpath.lab.workshop.Workshop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Tests the calls of the mix: the primitives that each call takes according to its source, and how
 * long a thread waits for the CPU.
 */
class MixTest {
  private static final Workshop WORKSHOP = new Workshop(KernelSources.BASE, Cache.ofUser());

  /** A tick that is longer than any call. */
  private static final long NO_TICK = 1_000_000;

  @AfterAll
  static void close() {
    WORKSHOP.close();
  }

  @Test
  void callsAgreeUnderEveryModelAndTakeThePrimitivesOfTheirSource() {
    List<Preset> models = Mix.models(KernelSources.BASE).stream().map(Mix::withUserAccess).toList();
    Grid grid =
        Grid.fill(WORKSHOP, Mix.calls(KernelSources.BASE), models, Compilers.all(), Steps.SILENT);
    assertEquals(List.of(), grid.problems());
    // The expected numbers are those of counts, spinlocks, RCU read regions, places that may sleep,
    // user accesses, and regions with interrupts off.
    Map<String, Primitives.Counted> expected = new LinkedHashMap<>();
    expected.put("pipe-read", new Primitives.Counted(4, 3, 1, 1, 2, 3));
    expected.put("path-open", new Primitives.Counted(7, 3, 1, 2, 1, 1));
    expected.put("futex-wake", new Primitives.Counted(4, 3, 0, 0, 1, 2));
    for (String compiler : grid.compilers()) {
      CompilerView view = new CompilerView(grid, compiler);
      expected.forEach((call, counted) -> assertEquals(counted, Primitives.of(view, call), call));
    }
  }

  /**
   * Full preemption ends a thread's wait inside the call; under lazy preemption the wait lasts
   * until the end of the call, as without preemption.
   */
  @Test
  void lazyWaitsForTheEndOfACallThatIsShorterThanATick() {
    FastPath open = call("path-open");
    long none = worst(open, Mix.NONE_TODAY);
    long full = worst(open, Mix.FULL_TODAY);
    long lazy = worst(open, Mix.LAZY);
    assertTrue(full < none, full + " under full preemption, " + none + " without");
    assertTrue(lazy >= none, lazy + " lazily, " + none + " without preemption");
  }

  /**
   * Each preset of the mix is compared with a preset of the same release that has no preemption.
   */
  @Test
  void aKernelWithoutPreemptionIsOfTheSameRelease() {
    for (Preset model : Mix.models(KernelSources.BASE)) {
      Preset none = KernelSources.BASE.presetsNamed(Mix.noneOf(model)).getFirst();
      assertTrue(
          model.era().orElseThrow().releases().overlap(none.era().orElseThrow().releases()),
          model.shortName());
      assertFalse(none.enabled("PREEMPT") || none.enabled("PREEMPT_VOLUNTARY"));
    }
  }

  private static long worst(FastPath call, String model) {
    Preset preset = Mix.withUserAccess(KernelSources.BASE.presetsNamed(model).getFirst());
    return WakeUpDelay.of(WORKSHOP, call, preset, Compilers.named(Compilers.OWN), NO_TICK).worst();
  }

  private static FastPath call(String name) {
    return Mix.calls(KernelSources.BASE).stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
