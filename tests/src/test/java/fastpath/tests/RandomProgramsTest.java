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
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random C functions return the same value compiled by our compiler under every frame strategy,
 * compiled by gcc and clang, and executed natively. {@code -Dfastpath.random.units=N} sets the
 * number of translation units; a failure names the seed and the function.
 */
class RandomProgramsTest {
  private static final int FUNCTIONS = 6;
  private static final long[][] ARGUMENTS = {
    {0, 0}, {1, -1}, {0x123456789abcdefL, 77}, {-2, 0x8000_0000_0000_0000L}
  };

  @TempDir Path folder;

  static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    long first = Long.getLong("fastpath.random.seed", 1);
    for (int i = 0; i < Integer.getInteger("fastpath.random.units", 6); i++) {
      seeds.add(first + i);
    }
    return seeds;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyCompilerAndTheHostAgree(long seed) throws Exception {
    String text = RandomC.unit(seed, FUNCTIONS);
    List<String> expected = Tools.present("gcc") ? natively(text) : null;
    for (FrameStrategy frame : FrameStrategy.values()) {
      List<String> ours = emulated(new OwnCompiler(), new Strategy(frame), text);
      if (expected == null) {
        expected = ours;
      }
      assertEquals(expected, ours, "own " + frame + ", seed " + seed);
    }
    for (String name : List.of("gcc", "clang")) {
      if (Tools.present(name)) {
        Compiler compiler = GccCompiler.find(name).orElseThrow();
        assertEquals(expected, emulated(compiler, Strategy.DEFAULT, text), name + ", seed " + seed);
      }
    }
  }

  private static List<String> emulated(Compiler compiler, Strategy strategy, String text) {
    byte[] object =
        compiler
            .compile(new Source("random.c", text), Options.DEFAULT.withStrategy(strategy))
            .object();
    Machine machine =
        Machine.create(
            Linker.link(List.of(ObjectFile.read("random.o", object)), LinkOptions.kernel()),
            MachineOptions.defaults().withMaxInstructions(50_000_000));
    List<String> lines = new ArrayList<>();
    for (int f = 0; f < FUNCTIONS; f++) {
      for (long[] arguments : ARGUMENTS) {
        Outcome outcome = machine.call("t" + f, arguments);
        lines.add(
            "t"
                + f
                + " "
                + (outcome.stop() == Stop.RETURN
                    ? Long.toHexString(outcome.value())
                    : outcome.stop() + " " + outcome.fault()));
      }
    }
    return lines;
  }

  private List<String> natively(String text) throws Exception {
    StringBuilder program = new StringBuilder(text);
    program.append("int printf(const char *, ...);\nint main(void)\n{\n");
    for (int f = 0; f < FUNCTIONS; f++) {
      for (long[] arguments : ARGUMENTS) {
        program.append(
            "  printf(\"t%d %%lx\\n\", t%d(0x%xul, 0x%xul));\n"
                .formatted(f, f, arguments[0], arguments[1]));
      }
    }
    program.append("}\n");
    Path source = folder.resolve("native.c");
    Path binary = folder.resolve("native");
    Files.writeString(source, program);
    Tools.run(
        "gcc", "-w", "-O1", "-fno-strict-aliasing", source.toString(), "-o", binary.toString());
    return Tools.run(binary.toString()).lines().toList();
  }
}
