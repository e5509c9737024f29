package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.explore.Choice;
import fastpath.emulator.explore.MemoryModel;
import fastpath.emulator.explore.Multiprocessor;
import fastpath.emulator.explore.Step;
import fastpath.lab.litmus.Assembly;
import fastpath.lab.litmus.LitmusParser;
import fastpath.lab.litmus.LitmusProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The explorer's reduction loses no final state: random programs have the same final states as in a
 * search without a reduction. {@code -Dfastpath.litmus.programs=N} sets the number of programs,
 * {@code -Dfastpath.litmus.interrupted=N} that of programs with interrupts, and {@code
 * -Dfastpath.litmus.seed=S} the first seed; a failure names the seed and a program reduced to the
 * rows that matter.
 */
class BruteForceTest {
  private static final int PROGRAMS = Integer.getInteger("fastpath.litmus.programs", 150);
  private static final int INTERRUPTED = Integer.getInteger("fastpath.litmus.interrupted", 100);
  private static final long FIRST = Long.getLong("fastpath.litmus.seed", 1);

  private static final int SEEDED_PROGRAMS = 30;

  @Test
  void explorerFindsEveryFinalState() {
    long endings = 0;
    for (long seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
      String text = RandomLitmus.test(new Random(seed));
      Set<String> found = Endings.of(scenario(text), MemoryModel.TSO);
      if (!BruteForce.endings(scenario(text)).equals(found)) {
        String small = smaller(text);
        assertEquals(
            BruteForce.endings(scenario(small)),
            Endings.of(scenario(small), MemoryModel.TSO),
            "seed " + seed + "\n" + small);
      }
      endings += found.size();
    }
    // On average a program has more than three final states, so that the programs do contain races.
    assertTrue(endings > 3L * PROGRAMS, endings + " final states of " + PROGRAMS + " programs");
  }

  @Test
  void explorerFindsEveryFinalStateWithInterrupts() {
    long endings = 0;
    for (long seed = FIRST; seed < FIRST + INTERRUPTED; seed++) {
      InterruptedLitmus test = InterruptedLitmus.random(new Random(seed));
      Set<String> all = BruteForce.endings(test.program(), test.requested());
      assertEquals(all, Endings.of(test), "seed " + seed + "\n" + test);
      endings += all.size();
    }
    assertTrue(
        endings > 3L * INTERRUPTED, endings + " final states of " + INTERRUPTED + " programs");
  }

  /**
   * Four reductions: NONE is correct because it leaves out no step; each of the others assumes
   * wrongly that some steps commute.
   */
  @ParameterizedTest
  @EnumSource
  void aWrongReductionIsCaught(Seeded reduction) {
    int caught = 0;
    for (long seed = FIRST; caught == 0 && seed < FIRST + SEEDED_PROGRAMS; seed++) {
      String text = RandomLitmus.test(new Random(seed));
      Set<String> all = BruteForce.endings(scenario(text));
      Set<String> found = Endings.of(scenario(text), reduction::choice);
      // A wrong reduction may lose final states, but not add any.
      assertTrue(all.containsAll(found), () -> reduction + "\n" + text);
      caught += all.equals(found) ? 0 : 1;
    }
    assertEquals(reduction.isWrong(), caught > 0, reduction.toString());
  }

  private enum Seeded {
    NONE,
    /** A wrong reduction: every step is assumed to commute with the steps of later CPUs. */
    FIRST_CPU,
    /** A wrong reduction: a pending store is drained only when no other step is possible. */
    DRAIN_LAST,
    /** A wrong reduction: a pending store is drained at once, which is sequential consistency. */
    DRAIN_FIRST;

    boolean isWrong() {
      return this != NONE;
    }

    Choice choice(Multiprocessor machine) {
      return switch (this) {
        case NONE -> machine::steps;
        case FIRST_CPU -> s -> preferred(machine.steps(s), (step, all) -> step.cpu() == first(all));
        case DRAIN_LAST -> s -> preferred(machine.steps(s), (step, all) -> !isDrain(step));
        case DRAIN_FIRST -> s -> preferred(machine.steps(s), (step, all) -> isDrain(step));
      };
    }

    private static int first(List<Step> steps) {
      return steps.getFirst().cpu();
    }

    private static boolean isDrain(Step step) {
      return step.kind() == Step.Kind.DRAIN;
    }

    /** Returns the steps that a predicate accepts, or all steps if it accepts none. */
    private static List<Step> preferred(List<Step> all, BiPredicate<Step, List<Step>> which) {
      List<Step> some = all.stream().filter(step -> which.test(step, all)).toList();
      return some.isEmpty() ? all : some;
    }
  }

  private static LitmusProgram scenario(String text) {
    return Assembly.scenario(LitmusParser.parse("random.litmus", text));
  }

  private static boolean agree(String text) {
    return BruteForce.endings(scenario(text)).equals(Endings.of(scenario(text), MemoryModel.TSO));
  }

  /** Removes rows from a test as long as the two sets of final states differ. */
  private static String smaller(String text) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n")));
    for (int i = lines.size() - 2; i > 2; i--) {
      List<String> fewer = new ArrayList<>(lines);
      fewer.remove(i);
      try {
        if (!agree(String.join("\n", fewer))) {
          lines = fewer;
        }
      } catch (fastpath.lab.litmus.LitmusException e) {
        // The removed row has a label that another row needs.
        continue;
      }
    }
    return String.join("\n", lines);
  }
}
