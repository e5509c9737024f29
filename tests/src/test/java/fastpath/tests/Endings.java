package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.explore.Choice;
import fastpath.emulator.explore.Exploration;
import fastpath.emulator.explore.Explorer;
import fastpath.emulator.explore.MemoryModel;
import fastpath.emulator.explore.Multiprocessor;
import fastpath.emulator.explore.Snapshot;
import fastpath.emulator.isa.State;
import fastpath.lab.litmus.LitmusProgram;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;

/**
 * The final states of a litmus test as text: general-purpose registers, and every byte of the
 * variables.
 */
final class Endings {
  private static final int REGISTERS = 16;
  private static final long BUDGET = 10_000_000;

  private Endings() {}

  /** Returns the final states that the explorer finds under a memory model. */
  static Set<String> of(LitmusProgram scenario, MemoryModel model) {
    return of(scenario, new Explorer(scenario.machineOfAllRegisters(model), BUDGET));
  }

  /**
   * Returns the final states that the explorer finds if it takes only the steps that a choice
   * selects.
   */
  static Set<String> of(LitmusProgram scenario, Function<Multiprocessor, Choice> choice) {
    Multiprocessor machine = scenario.machineOfAllRegisters(MemoryModel.TSO);
    return of(scenario, new Explorer(machine, BUDGET, choice.apply(machine)));
  }

  /** Returns the final states of a test with interrupts. */
  static Set<String> of(InterruptedLitmus test) {
    return of(test.program(), new Explorer(test.machine(), BUDGET));
  }

  private static Set<String> of(LitmusProgram scenario, Explorer explorer) {
    Exploration found = explorer.explore();
    assertTrue(found.complete());
    Set<String> all = new TreeSet<>();
    for (Snapshot s : found.endings()) {
      long[][] registers = new long[s.cpus().length][REGISTERS];
      for (int i = 0; i < registers.length; i++) {
        for (int r = 0; r < REGISTERS; r++) {
          registers[i][r] = s.get(i, State.gpr(r));
        }
      }
      all.add(text(scenario, registers, a -> s.memory().load(0, a, 1)));
    }
    return all;
  }

  /** Returns the text of one final state. */
  static String text(LitmusProgram scenario, long[][] registers, LongUnaryOperator bytes) {
    String variables =
        scenario.places().values().stream()
            .map(p -> {
              StringBuilder value = new StringBuilder();
              for (int i = 0; i < p.count() * p.type().bytes(); i++) {
                value.append(' ').append(bytes.applyAsLong(p.address() + i));
              }
              return value.toString();
            })
            .collect(Collectors.joining(";"));
    return Arrays.stream(registers)
            .map(r -> Arrays.toString(Arrays.copyOf(r, REGISTERS)))
            .collect(Collectors.joining(" "))
        + variables;
  }
}
