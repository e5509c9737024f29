package fastpath.emulator.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Steps and choices that tables remember are those that the machine computes: random programs with
 * interrupts run in random orders, and each state and each choice is computed both ways.
 */
class TransitionsTest {
  private static final int PROGRAMS = 40;
  private static final int RUNS = 10;
  private static final long BUDGET = 100_000;

  @Test
  void aRememberedStepLeadsToTheStateThatTheMachineComputes() {
    int steps = 0;
    for (int seed = 1; seed <= PROGRAMS; seed++) {
      Multiprocessor machine = ReductionTest.Program.random(new Random(seed)).machine();
      Keys keys = new Keys(machine, false);
      Transitions transitions = new Transitions(machine, keys);
      for (int run = 0; run < RUNS; run++) {
        Random random = new Random(run);
        Snapshot s = machine.start();
        int[] key = key(keys, s);
        int observed = transitions.number(s.observed());
        for (List<Step> all = machine.steps(s); !all.isEmpty(); all = machine.steps(s)) {
          Step step = all.get(random.nextInt(all.size()));
          s = machine.apply(s, step);
          observed = transitions.sum(observed, transitions.apply(key, step));
          assertArrayEquals(key(keys, s), key, "seed " + seed + " " + step);
          assertEquals(s.observed(), transitions.observed(observed), "seed " + seed + " " + step);
          steps++;
        }
      }
    }
    assertTrue(steps > 5 * PROGRAMS * RUNS, steps + " steps");
  }

  @Test
  void aRememberedChoiceIsTheOneThatIsMadeForTheState() {
    List<String> wrong = new ArrayList<>();
    for (int seed = 1; seed <= PROGRAMS; seed++) {
      Multiprocessor machine = ReductionTest.Program.random(new Random(seed)).machine();
      new Explorer(machine, BUDGET).explore();
      Keys keys = new Keys(machine, false);
      for (Choice choice : List.<Choice>of(machine::steps, new Reduction(machine))) {
        Choices choices = Choices.byShape(choice, machine, keys);
        for (int run = 0; run < RUNS; run++) {
          Random random = new Random(run);
          Snapshot s = machine.start();
          for (List<Step> all = machine.steps(s); !all.isEmpty(); all = machine.steps(s)) {
            List<Step> expected = choice.steps(s);
            List<Step> remembered = List.of(choices.steps(key(keys, s)));
            if (!expected.equals(remembered)) {
              wrong.add("seed " + seed + ": " + remembered + " for " + expected);
            }
            s = machine.apply(s, all.get(random.nextInt(all.size())));
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void anUnreducedExplorationTakesAllSteps() {
    for (int seed = 1; seed <= PROGRAMS; seed++) {
      ReductionTest.Program program = ReductionTest.Program.random(new Random(seed));
      Multiprocessor whole = program.machine();
      Exploration all = new Explorer(whole, BUDGET, whole::steps).explore();
      Exploration found = Explorer.unreduced(program.machine(), BUDGET).explore();
      assertEquals(all.explored(), found.explored(), "seed " + seed);
      assertEquals(all.endings().count(), found.endings().count(), "seed " + seed);
      assertEquals(all.stuck().keySet(), found.stuck().keySet(), "seed " + seed);
    }
  }

  private static int[] key(Keys keys, Snapshot s) {
    int[] key = new int[keys.width()];
    keys.write(s, key);
    return key;
  }
}
