package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.kernelsrc.Host;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Measurement;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import fastpath.lab.workshop.Yardstick;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our compiler beside gcc -O2 and clang -O2, on every host under every variant. */
class YardstickTest {
  private static final double MOST_ON_AVERAGE = 1.10;
  private static final double MOST_IN_A_CELL = 1.35;

  private static Grid grid;

  @BeforeAll
  static void measure() {
    Tools.require("gcc", "clang");
    try (Workshop workshop = new Workshop()) {
      grid =
          Grid.fill(
              workshop,
              KernelSources.hosts(),
              KernelSources.presets(),
              Stream.of("own", "gcc", "clang").map(Compilers::named).toList(),
              Steps.SILENT);
    }
  }

  @Test
  void everyRunIsVerified() {
    assertEquals(List.of(), grid.problems());
  }

  @Test
  void whereTheOthersAgreeOnLeafAndFrameOursAgreesToo() {
    List<String> differing = new ArrayList<>();
    for (Host host : grid.hosts()) {
      for (Preset preset : grid.presets()) {
        String gcc = view(host, preset, "gcc");
        String own = view(host, preset, "own");
        if (gcc.equals(view(host, preset, "clang")) && !own.equals(gcc)) {
          differing.add(host.name() + " " + preset.shortName() + ": " + own + ", not " + gcc);
        }
      }
    }
    assertEquals(List.of(), differing);
  }

  @Test
  void runsHardlyMoreInstructionsThanGcc() {
    Yardstick yardstick = Yardstick.of(grid, "own", "gcc");
    assertTrue(
        yardstick.geometricMean() <= MOST_ON_AVERAGE, () -> "mean " + yardstick.geometricMean());
    assertEquals(
        List.of(),
        yardstick.largest().stream().filter(ratio -> ratio.ratio() > MOST_IN_A_CELL).toList());
  }

  private static String view(Host host, Preset preset, String compiler) {
    Measurement m = grid.at(host, preset.shortName(), compiler).orElseThrow();
    return (m.leafInCode().isLeafForCompiler() ? "leaf" : "non-leaf")
        + (m.framed() ? ", framed" : ", frameless");
  }
}
