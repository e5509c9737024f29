package fastpath.lab.workshop;

import fastpath.codegen.Compiler;
import fastpath.emulator.Machine;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Tracer;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The record of one run of a scenario with several threads.
 *
 * @param trace the events that the scenario recorded, one letter each
 * @param values the numbers that the scenario recorded
 * @param switched for each context switch, the thread that lost the CPU
 * @param preemptActive the bit PREEMPT_ACTIVE of preempt_count
 */
public record ScenarioRun(
    Preset preset,
    String trace,
    List<Integer> values,
    List<Switched> switched,
    int preemptActive,
    Measurement measurement) {
  private static final int TRACE_SIZE = 256;
  private static final int VALUES = 64;

  /**
   * The number of threads, {@code NR_THREADS} in C, and the size of a {@code struct lab_switched}
   * in bytes.
   */
  private static final int THREADS = 8;

  private static final int SWITCHED_BYTES = 24;

  /**
   * The state of a thread that has just lost the CPU.
   *
   * @param count the thread's preempt_count, as saved until the thread runs again
   * @param sleeps true if another thread must wake the thread before it can run again
   */
  public record Switched(int count, boolean sleeps) {}

  /**
   * Observes each thread that loses the CPU. The argument of {@code switch_stacks}, the address at
   * which the stack pointer is saved, identifies the thread's {@code struct lab_switched}.
   */
  private static final class Observer implements Tracer {
    private final Map<Long, Long> threads = new HashMap<>();
    private final List<Switched> switched = new ArrayList<>();
    private long at;

    /** Starts observing the threads that exist now. */
    void observe(GuestCall scene) {
      Machine machine = scene.machine();
      GuestCall.finish("lab_find_threads", machine.perform(machine.symbol("lab_find_threads")));
      for (int i = 0; i < THREADS; i++) {
        long thread = machine.symbol("lab_switched") + (long) i * SWITCHED_BYTES;
        threads.put(machine.memory().peek(thread, Long.BYTES), thread);
      }
      at = machine.symbol("switch_stacks");
    }

    @Override
    public void retired(Decoded insn, Cpu cpu, Memory memory) {
      if (insn.address() == at) {
        Long thread = threads.get(cpu.get(State.RDI));
        if (thread == null) {
          throw new LabException("a thread is switched away from that began during the call");
        }
        switched.add(
            new Switched(
                (int) memory.peek(memory.peek(thread + Long.BYTES, Long.BYTES), Integer.BYTES),
                memory.peek(memory.peek(thread + 2 * Long.BYTES, Long.BYTES), 1) == 0));
      }
    }
  }

  /**
   * Compiles, links, sets up and runs a scenario.
   *
   * @param name name of one of {@link KernelSources#contexts}
   * @throws GuestException if the scenario does not end
   */
  public static ScenarioRun play(Workshop workshop, String name, Preset preset, Compiler compiler) {
    FastPath fastPath =
        workshop.sources().contexts().stream()
            .filter(h -> h.name().equals(name))
            .findFirst()
            .orElseThrow();
    Image image = workshop.imageInContext(fastPath, preset, compiler, LinkOptions.kernel());
    Observer observer = new Observer();
    GuestCall scene = GuestCall.of(image, GuestCall.options(preset).withTracer(observer));
    scene.setUp(fastPath.setup());
    observer.observe(scene);
    Outcome outcome = GuestCall.finish(fastPath.function(), scene.call(fastPath.function()));
    Memory memory = scene.machine().memory();
    byte[] text = memory.read(scene.machine().symbol("lab_trace_text"), TRACE_SIZE);
    return new ScenarioRun(
        preset,
        new String(text, StandardCharsets.US_ASCII).split("\0", 2)[0],
        values(scene.machine()),
        observer.switched,
        (int) memory.peek(scene.machine().symbol("lab_preempt_active"), Integer.BYTES),
        Measurement.of(
            workshop.sources(),
            name,
            preset.shortName(),
            compiler.name(),
            image,
            fastPath.function(),
            outcome));
  }

  /** Returns the recorded values, as many as the guest's array can hold. */
  private static List<Integer> values(Machine machine) {
    Memory memory = machine.memory();
    long count = memory.peek(machine.symbol("lab_nr_values"), Integer.BYTES);
    return LongStream.range(0, Math.min(count, VALUES))
        .map(i -> machine.symbol("lab_values") + i * Integer.BYTES)
        .mapToObj(address -> (int) memory.peek(address, Integer.BYTES))
        .toList();
  }
}
