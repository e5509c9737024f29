package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.Compiler;
import fastpath.emulator.MachineAddresses;
import fastpath.emulator.count.Counters;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.silicon.SiliconCpu;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.Trial;
import fastpath.lab.workshop.Workshop;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The counts of every fast path under every variant, and of every user copy and user access under
 * every check, equal the counts from the host CPU single-stepping the same bytes.
 */
@ExtendWith(SharedWorkshop.class)
class SiliconCountTest {
  private static final List<String> ALWAYS = List.of("instructions", "rep", "total", "calls");
  private static final List<String> WITH_OWN =
      List.of("instructions", "rep", "total", "calls", "own", "pushes", "stack");

  private static SiliconCpu cpu;

  @BeforeAll
  static void build() throws Exception {
    Tools.require("gcc", "clang");
    Tools.requireSilicon();
    cpu = SiliconCpu.open();
  }

  @AfterAll
  static void remove() {
    if (cpu != null) {
      cpu.close();
    }
  }

  static Stream<Arguments> images() {
    List<Preset> copying = new ArrayList<>(KernelSources.BASE.checks());
    copying.add(KernelSources.BASE.preset("V5").orElseThrow());
    return Stream.of(
            images(KernelSources.BASE.presets(), KernelSources.BASE.fastPaths()),
            images(copying, KernelSources.BASE.copies()),
            images(KernelSources.BASE.userAccessPresets(), KernelSources.BASE.userAccess()))
        .flatMap(s -> s);
  }

  private static Stream<Arguments> images(List<Preset> presets, List<FastPath> fastPaths) {
    return Stream.of("own", "gcc", "clang")
        .flatMap(compiler ->
            presets.stream()
                .map(p ->
                    Arguments.of(
                        Named.of(compiler + " " + p.shortName(), compiler), p, fastPaths)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("images")
  void countsAreTheCpus(String compiler, Preset preset, List<FastPath> fastPaths, Workshop workshop)
      throws Exception {
    Image image = image(workshop, Compilers.named(compiler), preset, fastPaths);
    Iterator<Silicon.Call> native_ = Silicon.play(cpu, image, fastPaths).iterator();
    List<String> differences = new ArrayList<>();
    for (FastPath fastPath : fastPaths) {
      for (boolean flag : new boolean[] {false, true}) {
        Silicon.Call expected = native_.next();
        Trial trial = GuestCall.play(fastPath, preset, image, flag);
        List<String> names = flag || endsInAJump(fastPath) ? ALWAYS : WITH_OWN;
        String cpu = text(expected.value(), expected.counts()::number, expected.digest(), names);
        String ours =
            text(value(trial), counts(trial.outcome().counters())::get, trial.digest(), names);
        if (!cpu.equals(ours)) {
          differences.add("%s, flag %b: %s, not %s".formatted(fastPath.name(), flag, ours, cpu));
        }
      }
    }
    assertEquals(List.of(), differences);
  }

  private static Image image(
      Workshop workshop, Compiler compiler, Preset preset, List<FastPath> fastPaths) {
    List<String> files =
        new ArrayList<>(fastPaths.stream().map(FastPath::file).distinct().toList());
    files.addAll(KernelSources.BASE.supportFiles(preset));
    List<ObjectFile> objects =
        files.parallelStream().map(file -> workshop.object(file, preset, compiler)).toList();
    return Linker.link(objects, LinkOptions.low());
  }

  /**
   * True for functions that may end in a tail call: the stepper does not detect that a jump left
   * the function, so that the function's own instructions are not compared.
   */
  private static boolean endsInAJump(FastPath fastPath) {
    return KernelSources.BASE.userAccess().contains(fastPath);
  }

  /** Returns a call's result and counts as text. */
  private static String text(
      long value, ToLongFunction<String> count, long digest, List<String> names) {
    StringBuilder text = new StringBuilder("value %x digest %x".formatted(value, digest));
    for (String name : names) {
      text.append(' ').append(name).append(' ').append(count.applyAsLong(name));
    }
    return text.toString();
  }

  private static Map<String, Long> counts(Counters c) {
    return Map.of(
        "instructions", c.instructions(),
        "rep", c.repIterations(),
        "total", c.stackBytesTotal(),
        "calls", c.calls(),
        "own", c.ownInstructions(),
        "pushes", c.pushes().orElseThrow(),
        "stack", c.stackBytes());
  }

  private static long value(Trial trial) {
    long offset = trial.outcome().value() - MachineAddresses.KERNEL.stack();
    return offset >= 0 && offset < GuestCall.DEFAULT_THREAD_SIZE ? offset : trial.outcome().value();
  }
}
