package fastpath.tests.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.count.Counters;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.machine.Outcome;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.kernelsrc.Role;
import fastpath.lab.compare.Difference;
import fastpath.lab.compare.Pair;
import fastpath.lab.compare.PathComparison;
import fastpath.lab.workshop.Cell;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.PathListing;
import fastpath.lab.workshop.Workshop;
import fastpath.tests.SharedWorkshop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The differences by cause add up to the difference of the counts, and each names its cause. */
@ExtendWith(SharedWorkshop.class)
class PathComparisonTest {
  private static final KernelSources KERNEL = KernelSources.BASE;

  private record Side(Counters counters, PathListing path) {
    static Side of(Workshop workshop, FastPath fastPath, String preset, Compiler compiler) {
      Preset under = KERNEL.preset(preset).orElseThrow();
      Cell cell = workshop.cell(fastPath, under, compiler);
      Image image = workshop.image(fastPath, under, compiler, LinkOptions.kernel());
      return new Side(
          cell.measurement().counters(),
          PathListing.of(KERNEL, image, cell.measurement().outcome().profile()));
    }

    PathComparison with(Side second) {
      return PathComparison.of(counters, path, second.counters, second.path);
    }
  }

  static Stream<Compiler> compilers() {
    return Compilers.all().stream();
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void causesAddUp(Compiler compiler, Workshop workshop) {
    List<String> wrong = new ArrayList<>();
    for (FastPath fastPath : KERNEL.fastPaths()) {
      Side first = Side.of(workshop, fastPath, "V1", compiler);
      for (String preset : List.of("V0", "V5", "RF")) {
        Side second = Side.of(workshop, fastPath, preset, compiler);
        PathComparison both = first.with(second);
        if (!sum(both).equals(difference(first, second))) {
          wrong.add("%s: V1 to %s: %s".formatted(fastPath.name(), preset, both.differences()));
        }
        if (!sum(second.with(first)).equals(difference(second, first))) {
          wrong.add("%s: %s to V1".formatted(fastPath.name(), preset));
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** Returns the sums of instructions, pushes and stack bytes. */
  private static List<Long> sum(PathComparison comparison) {
    List<Difference> all = comparison.differences();
    return List.of(
        all.stream().mapToLong(Difference::instructions).sum(),
        all.stream().mapToLong(d -> d.pushes().orElseThrow()).sum(),
        all.stream().mapToLong(Difference::stackBytes).sum());
  }

  private static List<Long> difference(Side first, Side second) {
    Counters a = first.counters;
    Counters b = second.counters;
    return List.of(
        b.instructions() - a.instructions(),
        b.pushes().orElseThrow() - a.pushes().orElseThrow(),
        b.stackBytes() - a.stackBytes());
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void aCallDoesNotDifferFromItself(Compiler compiler, Workshop workshop) {
    Side side = Side.of(workshop, KERNEL.fastPaths().getFirst(), "V1", compiler);
    assertEquals(List.of(), side.with(side).differences());
    assertTrue(side.with(side).pairs().stream().allMatch(Pair::isSame));
  }

  /**
   * One compiler's code for a function's own work differs little when the count moves to another
   * place: at most by the two copies that our compiler makes of radix-descent's arguments under V5.
   */
  @ParameterizedTest
  @MethodSource("compilers")
  void payloadIsNearlyTheSameUnderV1AndV5(Compiler compiler, Workshop workshop) {
    Set<String> own = Set.of(Role.PAYLOAD.label(), Pair.LAYOUT);
    List<String> moved = new ArrayList<>();
    for (FastPath fastPath : KERNEL.fastPaths()) {
      PathComparison both =
          Side.of(workshop, fastPath, "V1", compiler)
              .with(Side.of(workshop, fastPath, "V5", compiler));
      both.differences().stream()
          .filter(d -> own.contains(d.cause()) && Math.abs(d.instructions()) > 2)
          .forEach(d -> moved.add(fastPath.name() + " " + d));
    }
    assertEquals(List.of(), moved);
  }

  private static Side assembled(String code) {
    String text = ".globl f\n.type f, @function\nf: %s\n.size f, . - f\n".formatted(code);
    byte[] object = new OwnCompiler().compile(new Source("f.S", text), Options.DEFAULT).object();
    Image image = Linker.link(List.of(ObjectFile.read("f.o", object)), LinkOptions.kernel());
    Outcome outcome = Machine.create(image, MachineOptions.defaults()).call("f");
    return new Side(outcome.counters(), PathListing.of(KERNEL, image, outcome.profile()));
  }

  @Test
  void codeWithoutSourceLinesIsNamedByItsInstructions() {
    Difference only =
        assembled("ret").with(assembled("endbr64\nret")).differences().stream()
            .filter(d -> d.cause().equals(Role.INSTRUMENTATION.label()))
            .findFirst()
            .orElseThrow();
    assertEquals(List.of("nothing -> 1 x endbr64"), only.at());
  }

  @Test
  void theFrameSaysWhichCallAsksForIt(Workshop workshop) {
    Compiler own = Compilers.named(Compilers.OWN);
    FastPath lookup =
        KERNEL.fastPaths().stream()
            .filter(f -> f.function().equals("net_device_mtu"))
            .findFirst()
            .orElseThrow();
    PathComparison both =
        Side.of(workshop, lookup, "V1", own).with(Side.of(workshop, lookup, "V5", own));
    Difference frame =
        both.differences().stream()
            .filter(d -> d.cause().equals(Role.FRAME.label()))
            .findFirst()
            .orElseThrow();
    assertEquals(List.of("no longer saves rbx, held over preempt_schedule"), frame.at());
  }
}
