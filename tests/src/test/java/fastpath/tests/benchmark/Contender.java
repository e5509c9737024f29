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

/** Something that runs workloads. */
interface Contender extends AutoCloseable {
  /**
   * What one run took.
   *
   * @param value what the work came to
   * @param seconds of processor time
   */
  record Run(long value, double seconds) {}

  /** What HotSpot's compilers take, and more. */
  double WARM_UP_SECONDS = 3;

  String name();

  /** Seconds of work before it is as fast as it becomes. */
  default double warmUp() {
    return 0;
  }

  Run run(Workload workload, long n);

  @Override
  void close();

  /** An engine, in this process. */
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

  /** The native program, perhaps under something that runs it. */
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
