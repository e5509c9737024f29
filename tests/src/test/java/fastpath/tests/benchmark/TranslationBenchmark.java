package fastpath.tests.benchmark;

import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.translate.Translator;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures translation itself: guest instructions translated per second, and bytes of bytecode per
 * byte of guest code. Also measures one cold call of few instructions, on a machine created for the
 * call.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TranslationBenchmark {
  /** The machines and code of the workloads. */
  @State(Scope.Thread)
  public static class Code {
    byte[] object;

    @Setup
    public void compile() throws IOException, InterruptedException {
      object = Workload.object();
    }
  }

  /** The number of translated instructions and the bytecode sizes, summed over machines. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Sums {
    private long instructions;
    private long nanoseconds;
    private long bytecode;
    private long guest;

    public double translatedPerSecond() {
      return instructions * 1e9 / nanoseconds;
    }

    public double bytecodePerGuestByte() {
      return (double) bytecode / guest;
    }
  }

  @Benchmark
  public Outcome translate(Code code, Sums sums) {
    Machine machine = Workload.machine(code.object, EngineKind.EAGER);
    Outcome outcome = Workload.C.run(machine, 2);
    Translator.Effort effort = ((Translator) machine.engine()).effort();
    sums.instructions += effort.instructions();
    sums.nanoseconds += effort.nanoseconds();
    sums.bytecode += effort.bytecode();
    sums.guest += effort.guestBytes();
    return outcome;
  }

  @Benchmark
  public Outcome coldCall(Code code) {
    return Workload.machine(code.object, EngineKind.TRANSLATOR).call("slow_path");
  }
}
