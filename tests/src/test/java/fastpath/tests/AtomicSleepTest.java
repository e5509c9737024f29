package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.codegen.source.Source;
import fastpath.emulator.Machine;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * DEBUG_ATOMIC_SLEEP: a call of a function that may sleep is reported if preemption is off, with
 * its place and preempt_count. The first reports are stored; later reports are only counted.
 */
@ExtendWith(SharedWorkshop.class)
class AtomicSleepTest {
  private static final String DRIVER = "atomicsleep/driver.c";

  /**
   * The number of reports that are stored, {@code LAB_ATOMIC_SLEEPS} in C, followed by the size of
   * a {@code struct lab_atomic_sleep} in bytes.
   */
  private static final int KEPT = 16;

  private static final int REPORT_BYTES = 24;

  /**
   * Columns: the preset, the function, the number of nested preempt_disable() calls, and whether a
   * report is expected. Preset U7d does not maintain preempt_count, so that its check cannot detect
   * that preemption is off.
   */
  @ParameterizedTest
  @CsvSource({
    "A1d, sleeps, 0, false",
    "A1d, sleeps, 1, true",
    "A1d, sleeps, 3, true",
    "A1d, faults, 0, false",
    "A1d, faults, 2, true",
    "A7d, sleeps, 1, true",
    "A7d, faults, 0, false",
    "A7d, faults, 1, true",
    "U7d, faults, 1, false"
  })
  void isReportedWithItsPlace(
      String preset, String function, int depth, boolean reported, Workshop workshop)
      throws IOException {
    for (Compiler compiler : Compilers.all()) {
      GuestCall scene = scene(preset, compiler, workshop);
      long line = call(scene, function, depth);
      List<String> expected =
          reported ? List.of(DRIVER + ":" + line + " " + depth) : List.<String>of();
      assertEquals(expected, reports(scene.machine()), compiler.name());
      assertEquals(expected.size(), count(scene.machine()), compiler.name());
    }
  }

  /**
   * Conditions other than preempt_count that forbid sleep. Columns: the preset, a symbol to set in
   * addition, the function, and the report's preempt_count, interrupts-off flag and depth of RCU
   * read regions.
   */
  @ParameterizedTest
  @CsvSource({
    "A1d, , irqsOff, 0 1 0",
    "A1d, , irqsOn, ",
    "V1b, DEBUG_ATOMIC_SLEEP, irqsOff, 0 1 0",
    "RF, DEBUG_ATOMIC_SLEEP, reads, 0 0 2",
    "CI, DEBUG_ATOMIC_SLEEP, reads, 0 0 2",
    "RF, DEBUG_ATOMIC_SLEEP, hasRead, ",
    "V1b, DEBUG_ATOMIC_SLEEP, reads, 2 0 0",
  })
  void interruptsOffAndReadRegionsAreReportedToo(
      String preset, String symbol, String function, String why, Workshop workshop)
      throws IOException {
    for (Compiler compiler : Compilers.all()) {
      GuestCall scene = scene(preset, symbol, compiler, workshop);
      call(scene, function);
      assertEquals(why == null ? 0 : 1, count(scene.machine()), compiler.name());
      if (why != null) {
        long at = scene.machine().symbol("lab_atomic_sleeps") + 12;
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          fields.add(Long.toString(scene.machine().memory().peek(at + 4L * i, Integer.BYTES)));
        }
        assertEquals(why, String.join(" ", fields), compiler.name());
      }
    }
  }

  /** The seventeenth report is counted, but not stored. */
  @ParameterizedTest
  @ValueSource(strings = {"A1d", "A7d"})
  void theFirstAreKeptAndAllAreCounted(String preset, Workshop workshop) throws IOException {
    for (Compiler compiler : Compilers.all()) {
      GuestCall scene = scene(preset, compiler, workshop);
      List<String> expected = new ArrayList<>();
      for (int depth = 1; depth <= KEPT + 4; depth++) {
        long line = call(scene, "faults", depth);
        if (depth <= KEPT) {
          expected.add(DRIVER + ":" + line + " " + depth);
        }
      }
      assertEquals(expected, reports(scene.machine()), compiler.name());
      assertEquals(KEPT + 4, count(scene.machine()), compiler.name());
    }
  }

  private static GuestCall scene(String name, Compiler compiler, Workshop workshop)
      throws IOException {
    return scene(name, null, compiler, workshop);
  }

  private static GuestCall scene(String name, String symbol, Compiler compiler, Workshop workshop)
      throws IOException {
    Preset known = KernelSources.BASE.preset(name).orElseThrow();
    Preset preset = symbol == null ? known : known.with(symbol);
    Options options = Options.DEFAULT.withDefines(preset.defines());
    List<ObjectFile> objects = new ArrayList<>(workshop.support(preset, compiler));
    objects.add(workshop.userObject(new Source(DRIVER, driver()), compiler, options));
    GuestCall scene =
        GuestCall.of(Linker.link(objects, LinkOptions.kernel()), GuestCall.options(preset));
    call(scene, GuestCall.BOOT);
    return scene;
  }

  private static long call(GuestCall scene, String function, long... arguments) {
    return GuestCall.finish(function, scene.machine().call(function, arguments)).value();
  }

  private static long count(Machine machine) {
    return machine.memory().peek(machine.symbol("lab_atomic_sleep_count"), Long.BYTES);
  }

  /** Returns the stored reports, each as its place and preempt_count. */
  private static List<String> reports(Machine machine) {
    List<String> reports = new ArrayList<>();
    for (int i = 0; i < Math.min(KEPT, count(machine)); i++) {
      long at = machine.symbol("lab_atomic_sleeps") + (long) i * REPORT_BYTES;
      long file = machine.memory().peek(at, Long.BYTES);
      byte[] name = machine.memory().read(file, DRIVER.length() + 1);
      reports.add(
          String.format(
              "%s:%d %d",
              new String(name, StandardCharsets.US_ASCII).split("\0", 2)[0],
              machine.memory().peek(at + 8, Integer.BYTES),
              machine.memory().peek(at + 12, Integer.BYTES)));
    }
    return reports;
  }

  private static String driver() throws IOException {
    try (InputStream in = AtomicSleepTest.class.getResourceAsStream("/" + DRIVER)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
