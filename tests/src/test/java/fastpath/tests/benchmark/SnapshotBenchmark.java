package fastpath.tests.benchmark;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.MachineState;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.machine.Ending;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.snapshot.DirtyPages;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/**
 * Measures short runs that start from the same state: the time of a restore by mapped memory and
 * written pages, and the time of runs by length and number of threads.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SnapshotBenchmark {
  private static final long DATA = 0xffff_8880_4000_0000L;

  /** A loop of three instructions per round, and two instructions outside the loop. */
  private static final String SOURCE =
      """
      .globl f
      .type f, @function
      f: mov $%d, %%ecx
      1: add %%rcx, %%rax
      mov %%rax, (%%rdi,%%rcx,8)
      loop 1b
      ret
      .size f, .-f
      """;

  /** Returns a machine with the function and some mapped memory. */
  private static Machine machine(EngineKind engine, int mebibytes, int rounds) {
    byte[] object =
        new OwnCompiler()
            .compile(new Source("f.s", SOURCE.formatted(rounds)), Options.DEFAULT)
            .object();
    Machine machine =
        Machine.create(
            Linker.link(List.of(ObjectFile.read("f.o", object)), LinkOptions.kernel()),
            MachineOptions.defaults().withEngine(engine));
    machine.memory().map(DATA, (long) mebibytes << 20, Memory.READ | Memory.WRITE, "data");
    return machine;
  }

  /** Mapped memory, and the number of pages of it that a run writes. */
  @State(Scope.Thread)
  public static class Pages {
    @Param({"1", "64", "512"})
    int mapped;

    @Param({"1", "16", "256"})
    int written;

    Machine machine;
    MachineState start;

    @Setup
    public void take() {
      machine = machine(EngineKind.INTERPRETER, mapped, 1);
      start = machine.take();
    }
  }

  /** Writes every second page and restores the initial state. */
  @Benchmark
  public void restore(Pages pages) {
    for (long i = 0; i < pages.written; i++) {
      pages.machine.memory().store(DATA + 2 * DirtyPages.PAGE * i, i, 8);
    }
    pages.machine.restore(pages.start);
  }

  /** Writes every second page and takes a snapshot. */
  @Benchmark
  public MachineState take(Pages pages) {
    for (long i = 0; i < pages.written; i++) {
      pages.machine.memory().store(DATA + 2 * DirtyPages.PAGE * i, i, 8);
    }
    return pages.machine.take();
  }

  /** A function on a machine with 64 MiB mapped. */
  @State(Scope.Thread)
  public static class Call {
    @Param({"TRANSLATOR", "INTERPRETER"})
    EngineKind engine;

    /** The number of rounds of three instructions; two more instructions are outside the loop. */
    @Param({"1", "16", "166"})
    int rounds;

    Machine machine;
    MachineState start;
    long function;

    @Setup
    public void take() {
      machine = machine(engine, 64, rounds);
      start = machine.take();
      function = machine.symbol("f");
    }
  }

  @Benchmark
  public Ending run(Call call) {
    return restored(call);
  }

  @Benchmark
  @Threads(2)
  public Ending runOnTwoThreads(Call call) {
    return restored(call);
  }

  private static Ending restored(Call call) {
    call.machine.restore(call.start);
    Ending ending = call.machine.perform(call.function, DATA);
    if (ending.instructions() != 3L * call.rounds + 2) {
      throw new IllegalStateException("counted " + ending.instructions());
    }
    return ending;
  }
}
