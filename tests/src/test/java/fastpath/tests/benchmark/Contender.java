package fastpath.tests.benchmark;

import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** A way to run the workloads: an engine of this project, or another program. */
interface Contender extends AutoCloseable {
  /**
   * The result and time of one run.
   *
   * @param value the result of the work
   * @param seconds the processor time in seconds
   */
  record Run(long value, double seconds) {}

  /** A warm-up time in seconds that is longer than HotSpot's compilers need. */
  double WARM_UP_SECONDS = 3;

  String name();

  /** Returns the seconds of work before the contender reaches its full speed. */
  default double warmUp() {
    return 0;
  }

  Run run(Workload workload, long n);

  @Override
  void close();

  /** Returns an engine of this project that runs in this process. */
  static Contender engine(byte[] object, EngineKind kind) {
    Machine machine = Workload.machine(object, kind);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return new Contender() {
      @Override
      public String name() {
        return kind.label();
      }

      @Override
      public double warmUp() {
        return WARM_UP_SECONDS;
      }

      @Override
      public Run run(Workload workload, long n) {
        long start = threads.getCurrentThreadCpuTime();
        long value = workload.run(machine, n).value();
        return new Run(value, (threads.getCurrentThreadCpuTime() - start) / 1e9);
      }

      @Override
      public void close() {}
    };
  }

  /** Returns a native program, which may run under another program such as an emulator. */
  static Contender process(String name, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Writer in = process.outputWriter();
    BufferedReader out = process.inputReader();
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Run run(Workload workload, long n) {
        try {
          in.write(workload.label() + " " + n + "\n");
          in.flush();
          String line = out.readLine();
          if (line == null) {
            throw new IllegalStateException(name + " has ended");
          }
          String[] words = line.split(" ");
          return new Run(Long.parseUnsignedLong(words[0], 16), Double.parseDouble(words[1]));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void close() {
        process.destroy();
      }
    };
  }
}
