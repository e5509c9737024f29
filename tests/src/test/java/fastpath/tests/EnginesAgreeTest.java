package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.codegen.source.Source;
import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.machine.Outcome;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.Workshop;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fast path under every variant, and every user copy and user access under every check, has
 * the same result on the translator as on the interpreter, and on the engine that compares the two.
 */
@ExtendWith(SharedWorkshop.class)
class EnginesAgreeTest {
  /** A driver that calls a function repeatedly, so that the function is translated as a whole. */
  private static final Source DRIVER =
      new Source(
          "driver.c",
          """
          typedef unsigned long function(unsigned long, unsigned long, unsigned long,
                                         unsigned long, unsigned long, unsigned long);

          unsigned long lab_repeat(function *f, const unsigned long *a)
          {
              unsigned long last = 0;

              for (int i = 0; i < 5; i++)
                  last = f(a[0], a[1], a[2], a[3], a[4], a[5]);
              return last;
          }
          """);

  /** The outcome of a call, its counters, and the digest of the data afterwards. */
  private record End(String how, String counters, long digest) {}

  private record Played(List<End> ends, long translated) {}

  static Stream<Arguments> images() {
    return Stream.of(
            images(KernelSources.BASE.presets(), KernelSources.BASE.fastPaths()),
            images(KernelSources.BASE.checks(), KernelSources.BASE.copies()),
            images(KernelSources.BASE.userAccessPresets(), KernelSources.BASE.userAccess()))
        .flatMap(s -> s);
  }

  private static Stream<Arguments> images(List<Preset> presets, List<FastPath> fastPaths) {
    return presets.stream()
        .flatMap(p ->
            Compilers.all().stream()
                .map(c -> Arguments.of(Named.of(p.shortName(), p), c, fastPaths)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("images")
  void endAsInterpreted(
      Preset preset, Compiler compiler, List<FastPath> fastPaths, Workshop workshop) {
    Image image = image(workshop, preset, compiler, fastPaths);
    long translated = 0;
    for (FastPath fastPath : fastPaths) {
      for (int flag = 0; flag < 2; flag++) {
        Played expected = play(fastPath, preset, image, flag, EngineKind.INTERPRETER);
        Played actual = play(fastPath, preset, image, flag, EngineKind.VERIFY);
        assertEquals(expected.ends, actual.ends, fastPath.name() + ", flag " + flag);
        translated += actual.translated;
      }
    }
    assertTrue(translated > 20L * fastPaths.size(), "translated " + translated);
  }

  private static Image image(
      Workshop workshop, Preset preset, Compiler compiler, List<FastPath> fastPaths) {
    List<String> files =
        new ArrayList<>(fastPaths.stream().map(FastPath::file).distinct().toList());
    files.addAll(KernelSources.BASE.supportFiles(preset));
    List<ObjectFile> objects = new ArrayList<>();
    files.forEach(file -> objects.add(workshop.object(file, preset, compiler)));
    objects.add(workshop.userObject(DRIVER, compiler, Options.DEFAULT));
    return Linker.link(objects, LinkOptions.kernel());
  }

  /** Runs the measured call, and then five more calls in a row. */
  private static Played play(
      FastPath fastPath, Preset preset, Image image, int flag, EngineKind engine) {
    MachineOptions options = GuestCall.options(preset).withEngine(engine);
    GuestCall scene = GuestCall.of(image, options);
    Machine m = scene.machine();
    scene.setUp(fastPath.setup());
    m.call("lab_set_need_resched", flag);
    Outcome once = scene.call(fastPath.function());
    List<End> ends = new ArrayList<>(List.of(end(m, fastPath, once)));
    Outcome repeated =
        m.call("lab_repeat", m.symbol(fastPath.function()), options.addresses().arguments());
    ends.add(end(m, fastPath, repeated));
    return new Played(ends, once.translated() + repeated.translated());
  }

  private static End end(Machine m, FastPath fastPath, Outcome o) {
    long digest = m.call(fastPath.digest(), o.value()).value();
    return new End(GuestCall.describe(o), o.counters().toString(), digest);
  }
}
