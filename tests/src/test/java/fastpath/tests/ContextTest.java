package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.Compiler;
import fastpath.emulator.Machine;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.kernelsrc.Host;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Scene;
import fastpath.lab.workshop.Workshop;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios of several threads, by every compiler: what happened, in the order in which it did. */
@ExtendWith(SharedWorkshop.class)
class ContextTest {
  private static final int TRACE_SIZE = 256;

  /** Scenario, preset, trace. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // 1 to 2 is the region, and before 3 it ends; before 4 is might_sleep(), before 5
        // cond_resched(), before 6 a tick, before 7 a schedule(); before 8 an interrupt comes
        // again.
        "models | V0  | 1i234W567i8W9",
        "models | CC  | 1i234W567i8W9",
        "models | CDn | 1i234W567i8W9",
        "models | U1  | 1i23W4567i8W9",
        "models | U4  | 1i23W4567i8W9",
        "models | CDv | 1i23W4567i8W9",
        "models | CL  | 1i2345W67i8W9",
        "models | V6c | 1i2345W67iW89",
        "models | V1  | 1i2W34567iW89",
        "models | C16 | 1i2W34567iW89",
        "models | V1b | 1i2W34567iW89",
        "models | CT  | 1i2W34567iW89",
        "models | CA  | 1i2W34567iW89",
        "models | V2  | 1i2W34567iW89",
        "models | V3  | 1i2W34567iW89",
        "models | V4  | 1i2W34567iW89",
        "models | V4g | 1i2W34567iW89",
        "models | V5  | 1i2W34567iW89",
        "models | V6  | 1i2W34567iW89",
        "models | CDf | 1i2W34567iW89",
        "models | RF  | 1i2W34567iW89",
        "models | CI  | 1i2W34567iW89",
        "models | CQ  | 1i2W34567iW89",
        "models | CG  | 1i2W34567iW89",
        "models | CGp | 1i2W34567iW89",
      })
  void happens(String scenario, String preset, String trace, Workshop workshop) {
    List<String> wrong =
        Compilers.all().parallelStream()
            .map(compiler -> compiler.name() + ": " + play(scenario, preset, compiler, workshop))
            .filter(found -> !found.endsWith(": " + trace))
            .toList();
    assertEquals(List.of(), wrong, "expected " + trace);
  }

  private static String play(String scenario, String name, Compiler compiler, Workshop workshop) {
    Host host =
        KernelSources.contexts().stream()
            .filter(h -> h.name().equals(scenario))
            .findFirst()
            .orElseThrow();
    Preset preset = KernelSources.preset(name).orElseThrow();
    Scene scene =
        Scene.of(
            workshop.imageInContext(host, preset, compiler, LinkOptions.kernel()),
            Scene.options(preset));
    scene.setUp(host.setup());
    Outcome outcome = scene.call(host.function());
    Machine m = scene.machine();
    byte[] text = m.memory().read(m.symbol("lab_trace_text"), TRACE_SIZE);
    String trace = new String(text, StandardCharsets.US_ASCII).split("\0", 2)[0];
    return trace
        + (outcome.stop() == Stop.RETURN
            ? outcome.value() == 0 ? "" : " count " + Long.toHexString(outcome.value())
            : " " + Scene.describe(outcome));
  }
}
