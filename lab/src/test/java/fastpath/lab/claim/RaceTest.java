package fastpath.lab.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.cache.Cache;
import fastpath.lab.verdict.Claim;
import fastpath.lab.verdict.Finding;
import fastpath.lab.verdict.Lowering;
import fastpath.lab.verdict.Problems;
import fastpath.lab.verdict.Race;
import fastpath.lab.verdict.Setting;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Explores wake-ups from another CPU, on the code of every installed compiler. */
class RaceTest {
  private static final Workshop WORKSHOP = new Workshop(KernelSources.BASE, Cache.ofUser());
  private static final List<Compiler> ALL = Compilers.all();

  @AfterAll
  static void close() {
    WORKSHOP.close();
  }

  /**
   * The cases have a program, a preset, the expected lowering, and whether the need-resched flag
   * can be lost. A case without a lowering is plain C, which each compiler lowers in its own way:
   * the flag can be lost exactly if the code takes several instructions.
   */
  @ParameterizedTest
  @CsvSource({
    "wakeup, V3, ONE, true",
    "wakeup, SL, LOCKED, false",
    "wakeup, SC, ONE, false",
    "wakeup, SM, SEVERAL, true",
    "wakeup, V4, ONE, false",
    "wakeup, V4g, ONE, false",
    "wakeup, V5, ONE, false",
    "wakeup, V6, ONE, false",
    "wakeup, SG, ,",
    "polling, V3, ONE, false",
    "polling, SL, LOCKED, false",
    "polling, SC, ONE, false",
    "polling, V5, ONE, false",
    "idle, V3, ONE, false",
    "idle, SL, LOCKED, false",
    "idle, SC, ONE, false",
    "idle, V5, ONE, false",
  })
  void theLoweringDecides(String program, String preset, Lowering lowering, Boolean loses) {
    for (Compiler compiler : ALL) {
      Race race = race(program, KernelSources.BASE.preset(preset).orElseThrow(), compiler);
      assertTrue(race.complete());
      assertTrue(race.countIsExact(), race.ends()::toString);
      String where = compiler.name() + " " + race.lowering();
      if (lowering == null) {
        assertEquals(race.lowering() == Lowering.SEVERAL, race.loses(), where);
      } else {
        assertEquals(lowering, race.lowering(), where);
        assertEquals(loses, race.loses(), where);
      }
    }
  }

  /** Cases in which an option breaks the kernel, so that the flag can be lost. */
  @ParameterizedTest
  @CsvSource({
    "wakeup, SC, NEED_RESCHED_FROM_AFAR",
    "wakeup, V5, NEED_RESCHED_FROM_AFAR",
    "wakeup, V5, PREEMPT_COUNT_LOAD_STORE",
    "idle, V5, LAB_TEST_WHILE_POLLING",
    "idle, SC, LAB_TEST_WHILE_POLLING",
  })
  void brokenOnesLose(String program, String preset, String symbol) {
    for (Compiler compiler : ALL) {
      Preset broken = KernelSources.BASE.preset(preset).orElseThrow().with(symbol);
      assertTrue(race(program, broken, compiler).loses(), compiler.name());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linus-race",
        "ipi-copy-is-safe",
        "ipi-copy-needs-one-instruction",
        "idle-polling",
        "locked-count-cost"
      })
  void theClaimHoldsOnEveryCompilersCode(String name) {
    Claim claim = Claims.named(name).orElseThrow();
    Finding finding = claim.evaluate(setting());
    assertEquals(List.of(), finding.problems());
    assertEquals(List.of(), finding.surprises());
    finding.verdicts().forEach((c, verdict) -> assertEquals(claim.expected(), verdict, c));
    assertEquals(ALL.size(), finding.verdicts().size());
  }

  /**
   * A narrow terminal omits the column of pending stores, and puts what happens below the
   * instruction; no line is wider than the terminal.
   */
  @ParameterizedTest
  @CsvSource({"80, instruction", "120, what happens", "200, pending of P1"})
  void theStoryKeepsWithinTheWidth(int columns, String lastHead) {
    Race race = race("wakeup", KernelSources.BASE.preset("V3").orElseThrow(), ALL.getFirst());
    List<String> story = race.story(columns);
    List<String> wide = story.stream().filter(line -> line.length() > columns).toList();
    assertEquals(List.of(), wide);
    String head = story.stream().filter(line -> line.startsWith("step")).findFirst().orElseThrow();
    assertTrue(head.contains(lastHead), head);
    assertEquals(columns == 200, head.contains("pending"), head);
  }

  /**
   * The story has the schedule, the store of the flag, the store of the count that reaches memory,
   * and under SM the interrupt.
   */
  @ParameterizedTest
  @ValueSource(strings = {"V3", "SM"})
  void theStoryHasEveryStepThatMatters(String preset) {
    for (Compiler compiler : ALL) {
      Race race = race("wakeup", KernelSources.BASE.preset(preset).orElseThrow(), compiler);
      String story = String.join("\n", race.story(WIDE));
      assertTrue(story.contains("Schedule tso: P"), story);
      assertTrue(story.contains("writes P0's thread_info.flags = 8"), story);
      assertTrue(story.contains("__preempt_count = 0 reaches memory"), story);
      assertEquals(preset.equals("SM"), story.contains("interrupt 0xfd comes"), story);
    }
  }

  /** A width in characters that is enough for all columns of the story. */
  private static final int WIDE = 250;

  private static Race race(String program, Preset preset, Compiler compiler) {
    Problems problems = new Problems();
    Race race =
        Race.of(setting(), "races/" + program + ".c", preset, compiler, problems).orElse(null);
    assertEquals(List.of(), problems.lines());
    return race;
  }

  private static Setting setting() {
    return new Setting(WORKSHOP, ALL, List.of(), Optional.empty(), Steps.SILENT);
  }
}
