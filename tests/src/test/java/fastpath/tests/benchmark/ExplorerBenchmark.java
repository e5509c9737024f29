package fastpath.tests.benchmark;

import fastpath.emulator.explore.Exploration;
import fastpath.emulator.explore.Explorer;
import fastpath.emulator.explore.MemoryModel;
import fastpath.lab.litmus.Assembly;
import fastpath.lab.litmus.LitmusParser;
import fastpath.lab.litmus.LitmusProgram;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Measures explorations of three CPUs with six accesses each: {@code states} is the number of
 * remembered states per second. Each CPU computes with every value that it loads, so that most
 * values are a part of the states.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ExplorerBenchmark {
  private static final int CPUS = 3;
  private static final int PAIRS = 3;
  private static final long BUDGET = 10_000_000;

  /** Counts remembered states; the counter is reported per second. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Remembered {
    public long states;
  }

  /** The test that is explored. */
  @State(Scope.Benchmark)
  public static class Test {
    private final LitmusProgram program =
        Assembly.scenario(LitmusParser.parse("benchmark.litmus", text()));

    private static String text() {
      StringBuilder text = new StringBuilder("X86_64 benchmark\n{}\nP0 | P1 | P2 ;\n");
      for (int pair = 0; pair < PAIRS; pair++) {
        row(text, "movl $%d,(%c)", pair, 0);
        row(text, "movl (%2$c),%%ebx", pair, 1);
        row(text, "leal (%%ebx,%%eax,4),%%eax", pair, 0);
      }
      return text.append("locations [0:eax; 1:eax; 2:eax;]\n").toString();
    }

    private static void row(StringBuilder text, String instruction, int pair, int shift) {
      for (int cpu = 0; cpu < CPUS; cpu++) {
        char variable = (char) ('a' + (pair + cpu + shift) % CPUS);
        text.append(cpu == 0 ? "" : " | ");
        text.append(instruction.formatted(20 * cpu + pair + 1, variable));
      }
      text.append(" ;\n");
    }
  }

  /** Explores all orders of steps. */
  @Benchmark
  public Exploration unreduced(Test test, Remembered remembered) {
    return count(
        Explorer.unreduced(test.program.machine(MemoryModel.TSO), BUDGET).explore(), remembered);
  }

  /** Explores the orders that the reduction chooses. */
  @Benchmark
  public Exploration reduced(Test test, Remembered remembered) {
    return count(new Explorer(test.program.machine(MemoryModel.TSO), BUDGET).explore(), remembered);
  }

  private static Exploration count(Exploration found, Remembered remembered) {
    remembered.states += found.explored();
    return found;
  }
}
