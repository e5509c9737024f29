package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Compiler;
import fastpath.emulator.Machine;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.machine.Outcome;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.validate.Depth;
import fastpath.lab.validate.Subject;
import fastpath.lab.validate.Validation;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.PageIn;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scenarios of several threads, by every compiler: the events of a run and their order. Of the
 * presets every fourth is tested; {@code -Dfastpath.validate=all} tests them all. What our compiler
 * makes is tested under all of them by {@link ValidateTest}.
 */
@ExtendWith(SharedWorkshop.class)
class ContextTest {
  private static final int STEP = "all".equals(System.getProperty("fastpath.validate")) ? 1 : 4;
  private static final int TRACE_SIZE = 256;
  private static final int DISK = 0x30;
  private static final int RIVAL = 0x36;

  /**
   * Every scenario has the result and events that its file's {@code @expect} lines require, by
   * every compiler.
   */
  @Test
  void everyScenarioDoesWhatAKernelMust(Workshop workshop) {
    Set<String> scenarios =
        KernelSources.BASE.contexts().stream().map(FastPath::name).collect(Collectors.toSet());
    quiet(
        workshop,
        Subject.select(KernelSources.BASE, scenarios, List.of()).stream()
            .map(group -> new Subject.Group(group.title(), group.fastPaths(), sample(group)))
            .toList());
    quiet(workshop, other("models,turns", "U1", "U4"));
    quiet(workshop, other("idle", "SC", "SL"));
  }

  private static List<Preset> sample(Subject.Group group) {
    return IntStream.range(0, group.presets().size())
        .filter(i -> i % STEP == 0)
        .mapToObj(group.presets()::get)
        .toList();
  }

  private static List<Subject.Group> other(String scenarios, String... presets) {
    return Subject.select(
        KernelSources.BASE, Set.of(scenarios.split(",")), KernelSources.BASE.presetsNamed(presets));
  }

  private static void quiet(Workshop workshop, List<Subject.Group> groups) {
    for (Subject.Group group : groups) {
      for (FastPath fastPath : group.fastPaths()) {
        for (Preset preset : group.presets()) {
          assertTrue(fastPath.expected(preset).isPresent(), fastPath.name() + " under " + preset);
        }
      }
    }
    Validation validation =
        Validation.of(workshop, groups, Compilers.all(), Depth.QUIET, Steps.SILENT);
    assertEquals(List.of(), validation.failures().stream().map(e -> e.place() + ": " + e).toList());
  }

  private static FastPath scenario(String name) {
    return Stream.concat(
            KernelSources.BASE.contexts().stream(), KernelSources.BASE.fastPaths().stream())
        .filter(h -> h.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static GuestCall scene(
      FastPath fastPath, String name, Compiler compiler, Workshop workshop) {
    Preset preset = KernelSources.BASE.preset(name).orElseThrow();
    Image image = workshop.imageInContext(fastPath, preset, compiler, LinkOptions.kernel());
    return GuestCall.of(image, GuestCall.options(preset).withOnDelivery(PageIn.of(fastPath)));
  }

  private static String record(Machine m) {
    byte[] text = m.memory().read(m.symbol("lab_trace_text"), TRACE_SIZE);
    StringBuilder record =
        new StringBuilder(new String(text, StandardCharsets.US_ASCII).split("\0", 2)[0]);
    for (int i = 0; i < m.memory().peek(m.symbol("lab_nr_values"), 4); i++) {
      long value = m.memory().peek(m.symbol("lab_values") + 4L * i, 4);
      record.append(' ').append(Long.toHexString(value));
    }
    return record.toString();
  }

  /**
   * One image serves every preemption model, because the model chosen at boot is patched into the
   * text.
   */
  @Test
  void theDynamicModelChangesWhileTheKernelRuns(Workshop workshop) {
    String[] expected = {"1i234W567i8W9", "1i23W4567i8W9", "1i2W34567iW89"};
    FastPath fastPath = scenario("models");
    GuestCall scene = scene(fastPath, "CDn", Compilers.named(Compilers.OWN), workshop);
    for (int mode : new int[] {0, 2, 1, 0}) {
      scene.setUp(fastPath.setup());
      scene.machine().call("sched_dynamic_update", mode);
      scene.call(fastPath.function());
      assertEquals(expected[mode], record(scene.machine()), "mode " + mode);
    }
  }

  /**
   * The updater thread is woken before every instruction of the reader: no reader sees freed data,
   * except the reader that does not mark its read region.
   */
  @ParameterizedTest
  @CsvSource({"V1b", "V5", "RF", "CI", "CA", "CL"})
  void readersSeeNothingFreed(String preset, Workshop workshop) {
    Compiler own = Compilers.named(Compilers.OWN);
    for (String name :
        List.of("rcu-reader", "rcu-reader-nested", "rcu-reader-sched", "rcu-reader-broken")) {
      FastPath fastPath = scenario(name);
      TreeSet<Long> results = new TreeSet<>();
      GuestCall scene = scene(fastPath, preset, own, workshop);
      for (long n = 0, length = 1; n < length; n++) {
        scene.setUp(fastPath.setup());
        scene.machine().cpu().interrupts().at(n, DISK);
        Outcome outcome = scene.call(fastPath.function());
        results.add(GuestCall.finish(name + " interrupted at " + n, outcome).value());
        length = n == 0 ? outcome.counters().instructions() : length;
      }
      boolean broken = name.endsWith("broken") && !preset.equals("CL");
      assertEquals(broken, results.contains(1L), name + ": " + results);
      assertTrue(results.contains(0L) || broken, name + ": " + results);
    }
  }

  /**
   * Another thread is woken before any instruction of a fast path: the thread runs once, and the
   * fast path has the same result.
   */
  @ParameterizedTest
  @CsvSource({"V1", "V1b", "V2", "V3", "V4", "V4g", "V5", "V6", "RF", "C16", "CT", "CA", "CI"})
  void fastPathsNoticeNothing(String preset, Workshop workshop) {
    Compiler own = Compilers.named(Compilers.OWN);
    for (String name : List.of("hash-lookup", "region-in-loop")) {
      FastPath fastPath = scenario(name);
      GuestCall scene = scene(fastPath, preset, own, workshop);
      Machine m = scene.machine();
      scene.setUp(fastPath.setup());
      Outcome quiet = scene.call(fastPath.function());
      long digest = m.call(fastPath.digest(), quiet.value()).value();
      for (long n = 0; n < quiet.counters().instructions(); n++) {
        scene.setUp(fastPath.setup());
        GuestCall.finish("lab_start_rivals", m.call("lab_start_rivals"));
        m.cpu().interrupts().at(n, RIVAL);
        String where = name + " interrupted at " + n;
        long value = GuestCall.finish(where, scene.call(fastPath.function())).value();
        assertEquals(1, m.memory().peek(m.symbol("lab_rival_runs"), 8), where);
        assertEquals(0, m.memory().peek(m.symbol("lab_rival_faults"), 8), where);
        assertEquals(digest, m.call(fastPath.digest(), value).value(), where);
        assertEquals(0, m.call("lab_preempt_count").value(), where);
      }
    }
  }
}
