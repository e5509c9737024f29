package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.Compiler;
import fastpath.emulator.Machine;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.machine.Outcome;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.PageIn;
import fastpath.lab.workshop.Workshop;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Copies whose page faults the guest's own handler takes: it fetches the page, asleep or not, and
 * the copy goes on, or it goes to the fix-up where the copy may not sleep.
 */
@ExtendWith(SharedWorkshop.class)
class UserFaultTest {
  private static final int TRACE_SIZE = 256;

  /**
   * Preset, trace, result. An interrupt (i) wakes a thread (W); then come a copy (before 2), one
   * that faults and fetches (f, before 3), a schedule() (before 4), one whose page takes a while (f
   * to g, before 5), and one with preemption off, 7 bytes of 64 before an absent page.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A0  | i12f3W4fWg5f   | 0",
        "M0  | i12f3W4fWg5f   | 0",
        "M6  | i12f3W4fWg5f   | 0",
        "A1  | i1W2f3W4fWg5f  | 0",
        "A2  | i1W2f3W4fWg5f  | 0",
        "A3  | i1W2f3W4fWg5f  | 0",
        "M1  | i1W2f3W4fWg5f  | 0",
        "A1d | i1W2f3W4fWg5   | 0x3900",
        "A7  | i12Wf3W4fWg5f  | 0",
        "A8  | i12Wf3W4fWg5f  | 0",
        "A9  | iW12fW34fWg5   | 0x3900",
      })
  void happens(String preset, String trace, String value, Workshop workshop) {
    String expected = trace.strip() + " " + Long.toHexString(Long.decode(value));
    List<String> wrong =
        Compilers.all().parallelStream()
            .map(compiler -> compiler.name() + ": " + play(preset, compiler, workshop))
            .filter(found -> !found.endsWith(": " + expected))
            .toList();
    assertEquals(List.of(), wrong, "expected " + expected);
  }

  private static String play(String name, Compiler compiler, Workshop workshop) {
    FastPath fastPath =
        KernelSources.BASE.contexts().stream()
            .filter(h -> h.name().equals("user-fault"))
            .findFirst()
            .orElseThrow();
    Preset preset = KernelSources.BASE.preset(name).orElseThrow();
    GuestCall scene =
        GuestCall.of(
            workshop.imageInContext(fastPath, preset, compiler, LinkOptions.kernel()),
            GuestCall.options(preset).withOnDelivery(PageIn.of(fastPath)));
    scene.setUp(fastPath.setup());
    Outcome outcome = scene.call(fastPath.function());
    Machine m = scene.machine();
    byte[] text = m.memory().read(m.symbol("lab_trace_text"), TRACE_SIZE);
    String trace = new String(text, StandardCharsets.US_ASCII).split("\0", 2)[0];
    return trace + " " + GuestCall.describe(outcome).replaceFirst("^returned 0x", "");
  }
}
