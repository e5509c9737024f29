package fastpath.tests.benchmark;

import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.machine.Outcome;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures guest instructions per second of each engine on each workload, with counters on. The
 * result is the row {@code call:instructions}, whose operations are instructions.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EngineBenchmark {
  /** A machine that is used for all calls of a benchmark, so that it stays warm. */
  @State(Scope.Thread)
  public static class Guest {
    @Param({"TRANSLATOR", "INTERPRETER"})
    EngineKind engine;

    @Param({"A", "B", "C", "D", "BIG_D", "MIXED"})
    Workload workload;

    Machine machine;

    @Setup
    public void load() throws IOException, InterruptedException {
      machine = Workload.machine(Workload.object(), engine);
    }
  }

  /** The number of instructions, an auxiliary counter besides the number of calls. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Retired {
    public long instructions;
  }

  @Benchmark
  public Outcome call(Guest guest, Retired retired) {
    Outcome outcome = guest.workload.run(guest.machine, guest.workload == Workload.MIXED ? 5 : 200);
    retired.instructions += outcome.counters().instructions();
    return outcome;
  }
}
