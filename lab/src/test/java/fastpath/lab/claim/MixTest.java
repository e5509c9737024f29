package fastpath.lab.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
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

/** What the calls of the mix take, as their sources have it, and how long a thread waits. */
class MixTest {
  private static final Workshop WORKSHOP = new Workshop();

  /** Longer than any call. */
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
    // Counts, spinlocks, read regions, places that may sleep, user access, interrupts off.
    Map<String, Primitives.Counted> expected = new LinkedHashMap<>();
    expected.put("pipe-read", new Primitives.Counted(4, 3, 1, 1, 2, 3));
    expected.put("path-open", new Primitives.Counted(7, 3, 1, 2, 1, 1));
    expected.put("futex-wake", new Primitives.Counted(4, 3, 0, 0, 1, 2));
    for (String compiler : grid.compilers()) {
      CompilerView view = new CompilerView(grid, compiler);
      expected.forEach((call, counted) -> assertEquals(counted, Primitives.of(view, call), call));
    }
  }

  /** Full preemption ends the wait inside the call; lazily it is for the call's end, as without. */
  @Test
  void lazyWaitsForTheEndOfACallThatIsShorterThanATick() {
    FastPath open = call("path-open");
    long none = worst(open, Mix.NONE_TODAY);
    long full = worst(open, Mix.FULL_TODAY);
    long lazy = worst(open, Mix.LAZY);
    assertTrue(full < none, full + " under full preemption, " + none + " without");
    assertTrue(lazy >= none, lazy + " lazily, " + none + " without preemption");
  }

  /** Each kernel is compared with one of its own release. */
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
