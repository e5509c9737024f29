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
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.PageIn;
import fastpath.lab.workshop.Workshop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios of several threads, by every compiler: what happened, in the order in which it did. */
@ExtendWith(SharedWorkshop.class)
class ContextTest {
  private static final int TRACE_SIZE = 256;
  private static final int DISK = 0x30;
  private static final int RIVAL = 0x36;

  /** Later than the scenarios get by themselves: it comes once the CPU has nothing to do. */
  private static final long WHEN_IDLE = 100_000;

  private static final String THREAD_INFO = "V1 C16 V1b CT";
  private static final String PER_CPU = "V2 V3 V4 V4g V5 V6 CDf CI CQ";
  private static final String FULL = THREAD_INFO + " " + PER_CPU + " RF CA";

  /** Scenario, presets, trace and values. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // 1 to 2 is the region, and before 3 it ends; before 4 is might_sleep(), before 5
        // cond_resched(), before 6 a tick, before 7 a schedule(); before 8 an interrupt comes
        // again.
        "models | V0 CC CDn | 1i234W567i8W9",
        "models | U1 U4 CDv | 1i23W4567i8W9",
        "models | CL | 1i2345W67i8W9",
        "models | FULL CG CGp | 1i2W34567iW89",
        "models | V6c | 1i2345W67iW89",
        // What each context is called, and the count in it.
        "nesting | V0 | 02BbiaDhbiaBbiaBbiaSsiaTsiaNnhsiaSsia21DhiaSsiaTsiaNnhsiaSsia0 0 0 400 10400"
            + " 400 200 101 101 4010101 101 0 0 10000 100 100 4010100 100 0",
        "nesting | V1b V3 CT CA CC | 02aBbiaDhbiaBbiaBbiaSsiaTsiaNnhsiaSsia2a1aDhiaSsiaTsiaNnhsiaSsia0 0"
            + " 2 402 10402 402 202 103 104 4010104 103 2 1 10001 101 102 4010102 101 0",
        "nesting | V4 V5 CL | 02aBbiaDhbiaBbiaBbiaSsiaTsiaNnhsiaSsia2a1aDhiaSsiaTsiaNnhsiaSsia0 0"
            + " 2 402 10402 402 202 103 104 110104 103 2 1 10001 101 102 110102 101 0",
        "debug-preempt | V1b V5 | .....",
        "debug-preempt | CG | .o..uu.u. 1 f5 1 0 1 ffffffff 200 1",
        // The borrow of a count below zero takes the inverted flag with it.
        "debug-preempt | CGp | .o..uo.u. 1 f5 1 0 1 7fffffff 200 1",
        // The second value is what the preempted thread has taken along: PREEMPT_ACTIVE, and the
        // one
        // of the scheduler itself.
        "switching | THREAD_INFO V2 V3 RF CA CG | AiBjCbjCbaiaBjCbjCba 0 10000001 1 0 1 0 0 1 0 1 0"
            + " 10000001 1 0 1 0 0 1 0",
        "switching | V4 V4g V5 V6 CDf CI CQ | AiBjCbjCbaiaBjCbjCba 0 200001 1 0 1 0 0 1 0 1 0 200001"
            + " 1 0 1 0 0 1 0",
        "switching | CC CDn CDv CL | Aiaiaa 0 1 0",
        "turns | V0 U1 CDn CDv FULL | <ccddcCdDaabbaAbBeeeE>i!",
        // A turn ends at the tick after the one that found it used up.
        "turns | CL | <cccdddCDaaabbbABeeeE>i!",
        "idle | V1b V2 SC V4 V5 CT CA CL | 1o2o3W4 1 2",
        // Set from afar, the flag is found without an interrupt, but not by one that halts.
        "idle | V3 SL | 1o2o3W4 1 1",
        "idle | V0 CC CDn | 1o2o34 1 2",
        "idle | CQ | 1o2o3W4 0 1",
        "rcu-reader | V0 CC CDn CL | rir.UF",
        "rcu-reader | V1 V1b V3 V5 CT CA CDf | rirUF.",
        "rcu-reader | RF CI | riUrF.",
        "rcu-reader-nested | V0 CL | rirn.UF",
        "rcu-reader-nested | V1b V5 | rirnUF.",
        "rcu-reader-nested | RF CI | riUrnF.",
        "rcu-reader-sched | V1b V5 RF CI | rirUF.",
        "rcu-reader-sched | V0 CL | rir.UF",
        "rcu-reader-broken | V0 CC CL | rir.UF",
        "rcu-reader-broken | V1b V5 RF CI CT CA | riUFr. returned 0x1",
        // With preemption off the copy ends at the page; V0 cannot tell.
        "page-fault | V1b V5 CI CA CL | 1fWdg2 8 2000 0 5",
        "page-fault | V0 | fWdg12 2000 0 0 5",
      })
  void happens(String scenario, String presets, String expected, Workshop workshop) {
    List<String> wrong = new ArrayList<>();
    for (String preset :
        presets.replace("FULL", FULL).replace("THREAD_INFO", THREAD_INFO).split(" ")) {
      wrong.addAll(
          Compilers.all().parallelStream()
              .map(c -> preset + " " + c.name() + ": " + play(scenario, preset, c, workshop))
              .filter(found -> !found.endsWith(": " + expected))
              .toList());
    }
    assertEquals(List.of(), wrong, "expected " + expected);
  }

  private static FastPath scenario(String name) {
    return Stream.concat(
            KernelSources.BASE.contexts().stream(), KernelSources.BASE.fastPaths().stream())
        .filter(h -> h.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String play(String name, String preset, Compiler compiler, Workshop workshop) {
    FastPath fastPath = scenario(name);
    GuestCall scene = scene(fastPath, preset, compiler, workshop);
    scene.setUp(fastPath.setup());
    scene.machine().cpu().interrupts().at(WHEN_IDLE, fastPath.waitsFor().orElse(DISK));
    Outcome outcome = scene.call(fastPath.function());
    String how = GuestCall.describe(outcome);
    return record(scene.machine()) + (how.equals("returned 0x0") ? "" : " " + how);
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

  /** One image under every model: boot's choice is text that is patched. */
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
   * The updater is woken before every instruction of the reader: no reader sees what was freed,
   * except the one that does not say that it reads.
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
   * Woken before any instruction of a fast path, another thread runs once, and the fast path
   * notices nothing.
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
