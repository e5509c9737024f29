package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.Compiler;
import fastpath.codegen.GccCompiler;
import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.option.FrameStrategy;
import fastpath.codegen.option.Strategy;
import fastpath.codegen.source.Source;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.frames.FrameComparison;
import fastpath.emulator.frames.FrameUse;
import fastpath.emulator.frames.FramesFrom;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Symbol;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.FunctionCode;
import fastpath.lab.workshop.Measurement;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The frame figures of random functions are the same whether they are computed from .eh_frame, from
 * .debug_frame, or from the executed instructions alone. {@code -Dfastpath.frames.functions=N} sets
 * the number of functions for each build.
 */
@ExtendWith(SharedWorkshop.class)
class FramesAgreeTest {
  private static final int FUNCTIONS = Integer.getInteger("fastpath.frames.functions", 16);
  private static final long SEED = Long.getLong("fastpath.frames.seed", 1);
  private static final List<String> LEVELS = List.of("-O0", "-O1", "-O2", "-O3", "-Os");

  /** A compiler and its options. */
  record Build(String compiler, FrameStrategy frame, String level) {
    @Override
    public String toString() {
      return frame == null ? compiler + " " + level : compiler + " " + frame;
    }

    private String assembly(String text) {
      Compiler by = frame == null ? GccCompiler.find(compiler).orElseThrow() : new OwnCompiler();
      Options options = Options.DEFAULT.withAssembly(true);
      return by.compile(
              new Source("random.c", text),
              frame == null
                  ? options.withCflags(
                      compiler.equals("clang") ? List.of(level, "-fno-addrsig") : List.of(level))
                  : options.withStrategy(new Strategy(frame)))
          .assembly();
    }
  }

  @TempDir static Path folder;

  @BeforeAll
  static void need() {
    Tools.require("gcc", "clang", "as");
  }

  static List<Build> builds() {
    List<Build> builds = new ArrayList<>();
    for (FrameStrategy frame : FrameStrategy.values()) {
      builds.add(new Build("own", frame, ""));
    }
    for (String level : LEVELS) {
      builds.add(new Build("gcc", null, level));
      builds.add(new Build("clang", null, level));
    }
    return builds;
  }

  @ParameterizedTest
  @MethodSource("builds")
  void figuresAreTheSameWhateverTheyAreToldFrom(Build build) throws Exception {
    String text = build.assembly(RandomC.unit(SEED, FUNCTIONS));
    Map<String, String> told = figures(assemble(text), FramesFrom.EH_FRAME);
    assertEquals(FUNCTIONS, told.size());
    assertEquals(
        told,
        figures(assemble(".cfi_sections .debug_frame\n" + text), FramesFrom.DEBUG_FRAME),
        "from .debug_frame, seed " + SEED);
    assertEquals(
        told,
        figures(assemble(text.replaceAll("(?m)^\\s*\\.cfi_.*", "")), FramesFrom.EXECUTION),
        "from execution, seed " + SEED);
  }

  /**
   * The frame rules from opcodes equal the rules from unwind information at every instruction,
   * executed or not.
   */
  @ParameterizedTest
  @MethodSource("builds")
  void codeTellsWhatUnwindInformationTells(Build build) throws Exception {
    Image image = assemble(build.assembly(RandomC.unit(SEED, FUNCTIONS)));
    List<String> differences = new ArrayList<>();
    for (int f = 0; f < FUNCTIONS; f++) {
      for (FrameComparison.Difference d : differences(image, "t" + f)) {
        if (!isToldLate(build, d)) {
          differences.add("t" + f + " " + d);
        }
      }
    }
    assertEquals(List.of(), differences, "seed " + SEED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"own", "gcc", "clang"})
  void codeOfFastPathsTellsWhatUnwindInformationTells(String compiler, Workshop workshop) {
    List<String> differences = new ArrayList<>();
    for (FastPath fastPath : KernelSources.BASE.fastPaths()) {
      for (String config : List.of("V1", "V5", "RF")) {
        Preset preset = KernelSources.BASE.preset(config).orElseThrow();
        Image image =
            workshop.image(fastPath, preset, Compilers.named(compiler), LinkOptions.kernel());
        for (Symbol s : image.symbols()) {
          if (s.isFunction()) {
            differences(image, s.name()).forEach(d -> differences.add(s.name() + " " + d));
          }
        }
      }
    }
    assertEquals(List.of(), differences);
  }

  private static List<FrameComparison.Difference> differences(Image image, String function) {
    return FrameComparison.of(
        image.frames().byCfi(),
        image.frames().byOpcodes(),
        FunctionCode.of(image, function).insns());
  }

  private static Image assemble(String text) throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("random.s"), text);
    Path object = folder.resolve("random.o");
    Tools.run("as", "--64", "-o", object.toString(), source.toString());
    return Linker.link(
        List.of(ObjectFile.read("random.o", Files.readAllBytes(object))), LinkOptions.kernel());
  }

  /**
   * True if a difference is due to clang's scheduler, which may move an instruction between a push
   * of an argument and the directive that adjusts the CFA, so that the rule takes effect one
   * instruction late.
   */
  private static boolean isToldLate(Build build, FrameComparison.Difference d) {
    return build.compiler.equals("clang")
        && d.insn().insn().isPush()
        && d.first() == FrameUse.NONE
        && d.second() == FrameUse.STACK;
  }

  /**
   * Returns for each function the number of pushed registers, the bytes of stack, and whether its
   * code is a leaf.
   */
  private static Map<String, String> figures(Image image, FramesFrom from) {
    Machine machine =
        Machine.create(image, MachineOptions.defaults().withMaxInstructions(50_000_000));
    Map<String, String> figures = new TreeMap<>();
    for (int f = 0; f < FUNCTIONS; f++) {
      String name = "t" + f;
      Measurement m =
          Measurement.of(
              KernelSources.BASE, name, "", "", image, name, machine.call(name, 0x12345678, -77));
      assertEquals(from, m.counters().framesFrom().orElseThrow(), name);
      figures.put(
          name,
          "pushes %d, stack bytes %d, %s, leaf on path %b"
              .formatted(
                  m.counters().pushes().orElseThrow(),
                  m.counters().stackBytes(),
                  m.leafInCode(),
                  m.leafOnPath()));
    }
    return figures;
  }
}
