package fastpath.lab.workshop;

import fastpath.codegen.Compiler;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Tracer;
import fastpath.kernelsrc.Host;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A scenario of several threads, played once.
 *
 * @param trace what happened, a letter each, as the scenario wrote it down
 * @param values what it looked at
 * @param threadInfos the words at the low end of a stack, where thread_info is, each time that
 *     another one was switched to
 */
public record Scenario(
    Preset preset,
    String trace,
    List<Integer> values,
    List<List<Integer>> threadInfos,
    Measurement measurement) {
  private static final int TRACE_SIZE = 256;
  private static final int WORDS = 16;

  /** Keeps what it finds at the low end of a stack when that is switched away from. */
  private static final class Observer implements Tracer {
    private final long stackBytes;
    private final List<List<Integer>> threadInfos = new ArrayList<>();
    private long at;

    Observer(long stackBytes) {
      this.stackBytes = stackBytes;
    }

    @Override
    public void retired(Decoded insn, Cpu cpu, Memory memory) {
      if (insn.address() == at) {
        threadInfos.add(words(memory, cpu.get(State.RSP) & -stackBytes, WORDS));
      }
    }
  }

  /**
   * Compiles, links, sets up and plays.
   *
   * @param name of one of {@link KernelSources#contexts}
   * @throws GuestException if it does not come to its end
   */
  public static Scenario play(Workshop workshop, String name, Preset preset, Compiler compiler) {
    Host host =
        KernelSources.contexts().stream()
            .filter(h -> h.name().equals(name))
            .findFirst()
            .orElseThrow();
    Image image = workshop.imageInContext(host, preset, compiler, LinkOptions.kernel());
    MachineOptions options = Scene.options(preset);
    Observer observer = new Observer(options.stackBytes());
    Scene scene = Scene.of(image, options.withTracer(observer));
    scene.setUp(host.setup());
    observer.at = scene.machine().symbol("switch_stacks");
    Outcome outcome = Scene.finish(host.function(), scene.call(host.function()));
    Memory memory = scene.machine().memory();
    byte[] text = memory.read(scene.machine().symbol("lab_trace_text"), TRACE_SIZE);
    int count = (int) memory.peek(scene.machine().symbol("lab_nr_values"), Integer.BYTES);
    return new Scenario(
        preset,
        new String(text, StandardCharsets.US_ASCII).split("\0", 2)[0],
        words(memory, scene.machine().symbol("lab_values"), count),
        observer.threadInfos,
        Measurement.of(name, preset.shortName(), compiler.name(), image, host.function(), outcome));
  }

  private static List<Integer> words(Memory memory, long address, int count) {
    List<Integer> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add((int) memory.peek(address + (long) Integer.BYTES * i, Integer.BYTES));
    }
    return words;
  }
}
