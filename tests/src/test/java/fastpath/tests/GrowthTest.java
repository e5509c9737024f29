package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.explore.MemoryModel;
import fastpath.lab.litmus.Assembly;
import fastpath.lab.litmus.LitmusParser;
import fastpath.lab.litmus.LitmusProgram;
import fastpath.lab.litmus.LitmusRun;
import fastpath.lab.litmus.Outcome;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The growth of an exploration with the number of CPUs and accesses. Each CPU alternates stores and
 * loads; all values differ and each load has its own register, so that few steps commute and there
 * are many final states. {@code -Dfastpath.litmus.growth=true} tests all sizes and prints the table
 * in the documentation of {@code fastpath.emulator.explore}.
 */
class GrowthTest {
  private static final boolean ALL = Boolean.getBoolean("fastpath.litmus.growth");
  private static final long BUDGET = 20_000_000;
  private static final String[] REGISTERS = {
    "eax", "ebx", "ecx", "edx", "esi", "edi", "ebp", "r8d"
  };

  record Size(int cpus, int operations, int variables) {}

  static Stream<Size> sizes() {
    List<Size> sizes = new ArrayList<>();
    for (int variables = 1; variables <= 3; variables++) {
      for (int operations = ALL ? 4 : 12; operations <= (ALL ? 16 : 12); operations += 4) {
        sizes.add(new Size(2, operations, variables));
      }
      for (int operations = ALL ? 4 : 6; operations <= (ALL ? 8 : 6); operations += 2) {
        sizes.add(new Size(3, operations, variables));
      }
      for (int operations = 4; operations <= (ALL ? 6 : 4); operations += 2) {
        sizes.add(new Size(4, operations, variables));
      }
    }
    return sizes.stream();
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void isComplete(Size size) {
    LitmusProgram scenario = Assembly.scenario(LitmusParser.parse("growth.litmus", text(size)));
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long started = threads.getCurrentThreadCpuTime();
    Outcome outcome = new LitmusRun(scenario, MemoryModel.TSO, BUDGET).explore();
    double seconds = (threads.getCurrentThreadCpuTime() - started) / 1e9;
    assertTrue(outcome.complete());
    if (ALL) {
      System.out.printf(
          Locale.ROOT,
          "%d CPUs, %2d operations each, %d variables: %8d explored, %9d final, %5.2f s of CPU time%n",
          size.cpus(),
          size.operations(),
          size.variables(),
          outcome.explored(),
          outcome.count(),
          seconds);
    }
  }

  private static String text(Size size) {
    StringBuilder text = new StringBuilder("X86_64 growth\n{}\n");
    StringBuilder locations = new StringBuilder();
    for (int row = -1; row < size.operations(); row++) {
      for (int cpu = 0; cpu < size.cpus(); cpu++) {
        text.append(cpu == 0 ? "" : " | ").append(row < 0 ? "P" + cpu : cell(size, cpu, row));
        if (row >= 0 && row % 2 == 1) {
          locations.append(cpu).append(':').append(REGISTERS[row / 2]).append("; ");
        }
      }
      text.append(" ;\n");
    }
    return text.append("locations [").append(locations).append("a;]\n").toString();
  }

  private static String cell(Size size, int cpu, int row) {
    boolean store = row % 2 == 0;
    char variable = (char) ('a' + (row / 2 + cpu + (store ? 0 : 1)) % size.variables());
    return store
        ? "movl $" + (20 * cpu + row + 1) + ",(" + variable + ")"
        : "movl (" + variable + "),%" + REGISTERS[row / 2];
  }
}
