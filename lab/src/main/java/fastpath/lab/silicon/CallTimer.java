package fastpath.lab.silicon;

import fastpath.codegen.source.Source;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineAddresses;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.machine.Mapping;
import fastpath.lab.workshop.GuestCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Times calls on the host CPU, at full speed, by its time-stamp counter. Subjects take turns: each
 * round times every subject in a process of its own, so that a change of the CPU's clock or load
 * meets all of them.
 */
public final class CallTimer {
  private static final int ROUNDS = 7;

  /** The calls of a round; half of the results' memory is for calls of an empty function. */
  private static final int CALLS = 2048;

  /** One in so many calls is left out, because interrupts make some calls longer. */
  private static final int INTERRUPTED = 10;

  private static final int CALIBRATIONS = 3;
  private static final long SHORT_SPIN = 20_000_000;
  private static final long LONG_SPIN = 200_000_000;

  private static final String TIME = "__fastpath_time";
  private static final String RESULTS = "__fastpath_results";

  private final SiliconCpu cpu;

  /**
   * A call to be timed.
   *
   * @param image an image at low addresses that contains {@link #code}
   * @param setup the set-up function, which runs before each call; null for none
   * @param kernel true if the image contains kernelsrc's support files
   * @param arguments the arguments as the options give them, to be evaluated in a machine
   */
  public record Subject(
      Image image,
      MachineOptions options,
      String function,
      String setup,
      boolean kernel,
      Arguments arguments) {
    private GuestCall scene(SiliconCpu cpu) {
      return GuestCall.of(
          image, options.withAddresses(options.addresses().low()).withCpu(cpu.profile()));
    }
  }

  /** The arguments of a call. */
  @FunctionalInterface
  public interface Arguments {
    /** Returns the values, which may be addresses of symbols. */
    long[] in(Machine machine);
  }

  public CallTimer(SiliconCpu cpu) {
    this.cpu = cpu;
  }

  /** Returns the assembly source that an image of a subject must contain. */
  public static Source code() {
    try (InputStream in = CallTimer.class.getResourceAsStream("/fastpath/lab/timing/time.s")) {
      return new Source("<fastpath>/time.s", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the time of each subject, in order. */
  public List<CallTime> times(List<Subject> subjects) {
    List<List<Double>> means = new ArrayList<>();
    String[] refusals = new String[subjects.size()];
    subjects.forEach(subject -> means.add(new ArrayList<>()));
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < subjects.size(); i++) {
        if (refusals[i] == null) {
          Round result = round(subjects.get(i));
          refusals[i] = result.notRun;
          means.get(i).add(result.ticks);
        }
      }
    }
    double rate = Arrays.stream(refusals).allMatch(r -> r != null) ? 1 : rate(subjects, refusals);
    return IntStream.range(0, subjects.size())
        .mapToObj(i ->
            refusals[i] == null ? timed(means.get(i), rate) : new CallTime.Untimed(refusals[i]))
        .map(CallTime.class::cast)
        .toList();
  }

  private static CallTime timed(List<Double> means, double rate) {
    double[] nanos = means.stream().mapToDouble(ticks -> ticks / rate).sorted().toArray();
    return new CallTime.Timed(
        tenth(nanos[nanos.length / 2]),
        tenth(nanos[0]),
        tenth(nanos[nanos.length - 1]),
        (long) ROUNDS * CALLS);
  }

  private static double tenth(double nanos) {
    return Math.round(nanos * 10) / 10.0;
  }

  /**
   * The result of a round.
   *
   * @param ticks the mean of the calls less that of empty calls
   * @param notRun the reason why the host CPU cannot run the call; null if it can
   */
  private record Round(double ticks, String notRun) {}

  private Round round(Subject subject) {
    Machine machine = subject.scene(cpu).machine();
    String impossible = NotRun.because(machine).orElse(null);
    if (impossible != null) {
      return new Round(0, impossible);
    }
    try {
      Script script = new Script(cpu, machine);
      long arguments = prepare(script, subject, machine);
      long results = machine.symbol(RESULTS);
      long setup = subject.setup == null ? 0 : machine.symbol(subject.setup);
      time(script, machine, subject.function, setup, arguments, results);
      time(script, machine, "__fastpath_nothing", 0, arguments, results + 8L * CALLS);
      Witnessed there = script.witnessed(Long.MAX_VALUE);
      Reply last = there.call();
      if (!last.kind().equals("run") || !there.complete()) {
        Reply end = there.complete() ? last : there.replies().getLast();
        return new Round(0, end.why() == null ? CallEnd.of(end) : end.why().text());
      }
      return new Round(mean(there, results) - mean(there, results + 8L * CALLS), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds what runs before the timed calls; returns the address of their arguments. */
  private static long prepare(Script script, Subject subject, Machine machine) {
    if (subject.setup != null) {
      script.run(machine.symbol(subject.setup), "args");
      return MachineAddresses.LOW.arguments();
    }
    if (subject.kernel) {
      script.run(machine.symbol(GuestCall.BOOT));
    }
    long[] six = Arrays.copyOf(subject.arguments.in(machine), 6);
    script.run(machine.symbol("__fastpath_store"), LongStream.of(six).boxed().toArray());
    return machine.symbol("__fastpath_arguments");
  }

  private static void time(
      Script script, Machine machine, String function, long setup, long arguments, long results) {
    script.run(
        machine.symbol(TIME), machine.symbol(function), setup, arguments, results, (long) CALLS);
  }

  /**
   * Returns the mean of the results without the highest tenth. The counter of some CPUs advances in
   * steps of tens of ticks, which a mean evens out.
   */
  private static double mean(Witnessed there, long address) {
    int offset = 0;
    for (Mapping m : there.mappings()) {
      if (address - m.address() >= 0 && address - m.address() < m.size()) {
        ByteBuffer bytes = ByteBuffer.wrap(there.memory()).order(ByteOrder.LITTLE_ENDIAN);
        int at = offset + (int) (address - m.address());
        return IntStream.range(0, CALLS)
            .mapToLong(i -> bytes.getLong(at + 8 * i))
            .sorted()
            .limit(CALLS - CALLS / INTERRUPTED)
            .average()
            .orElseThrow();
      }
      offset += (int) m.size();
    }
    throw new IllegalStateException("the results are in no writable mapping");
  }

  /** Returns the ticks of the time-stamp counter in a nanosecond. */
  private double rate(List<Subject> subjects, String[] refusals) {
    Subject subject =
        IntStream.range(0, refusals.length)
            .filter(i -> refusals[i] == null)
            .mapToObj(subjects::get)
            .findFirst()
            .orElseThrow();
    long quick = Long.MAX_VALUE;
    long slow = Long.MAX_VALUE;
    for (int i = 0; i < CALIBRATIONS; i++) {
      quick = Math.min(quick, nanos(subject, SHORT_SPIN));
      slow = Math.min(slow, nanos(subject, LONG_SPIN));
    }
    return (double) (LONG_SPIN - SHORT_SPIN) / Math.max(1, slow - quick);
  }

  private long nanos(Subject subject, long ticks) {
    Machine machine = subject.scene(cpu).machine();
    try {
      Script script = new Script(cpu, machine).run(machine.symbol("__fastpath_spin"), ticks);
      long start = System.nanoTime();
      script.replies();
      return System.nanoTime() - start;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
