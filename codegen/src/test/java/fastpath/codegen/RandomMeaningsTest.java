package fastpath.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random initializers, computations with bit-fields, and scopes with cleanup have gcc's results
 * under every frame strategy. {@code -Dfastpath.meanings.units=N} sets the number of files of each
 * kind, {@code -Dfastpath.meanings.seed=S} the first seed.
 */
class RandomMeaningsTest {
  private static final int FUNCTIONS = 10;
  private static final long[] ARGUMENTS = {0, 1, 5, 0x2e, 0x8000_0001_7f3fL, -1};

  /** The memory functions that compilers call for large objects. */
  private static final String LIBRARY =
      """
      void *memcpy(void *to, const void *from, unsigned long n)
      { char *t = to; const char *f = from; while (n--) *t++ = *f++; return to; }
      void *memset(void *to, int c, unsigned long n)
      { char *t = to; while (n--) *t++ = (char)c; return to; }
      """;

  static LongStream seeds() {
    long first = Long.getLong("fastpath.meanings.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("fastpath.meanings.units", 3));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void initializers(long seed) {
    compare("i", RandomInitializers.unit(seed, FUNCTIONS), seed);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void bitFields(long seed) {
    compare("b", RandomBitFields.unit(seed, FUNCTIONS), seed);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void cleanups(long seed) {
    compare("c", RandomCleanups.unit(seed, FUNCTIONS), seed);
  }

  private static void compare(String prefix, String text, long seed) {
    Optional<GccCompiler> gcc = GccCompiler.find("gcc");
    assumeTrue(gcc.isPresent(), "gcc was not found");
    List<String> expected = results(gcc.get(), Options.DEFAULT, prefix, text);
    assertTrue(expected.stream().distinct().count() > FUNCTIONS, () -> "constant: " + expected);
    for (FrameStrategy frame : FrameStrategy.values()) {
      Options options = Options.DEFAULT.withStrategy(new Strategy(frame));
      List<String> ours = results(new OwnCompiler(), options, prefix, text);
      assertEquals(expected, ours, () -> frame + ", seed " + seed + "\n" + text);
    }
  }

  private static List<String> results(
      Compiler compiler, Options options, String prefix, String text) {
    Machine machine =
        Machine.create(
            Linker.link(
                List.of(
                    object(compiler, "meanings.c", text, options),
                    object(compiler, "library.c", LIBRARY, options)),
                LinkOptions.kernel()),
            MachineOptions.defaults().withMaxInstructions(1_000_000));
    List<String> results = new ArrayList<>();
    for (int f = 0; f < FUNCTIONS; f++) {
      for (long argument : ARGUMENTS) {
        Outcome outcome = machine.call(prefix + f, argument, argument * 0x9e3779b97f4a7c15L);
        results.add(
            prefix
                + f
                + " "
                + (outcome.stop() == Stop.RETURN
                    ? Long.toHexString(outcome.value())
                    : outcome.stop() + " " + outcome.fault()));
      }
    }
    return results;
  }

  private static ObjectFile object(Compiler compiler, String name, String text, Options options) {
    return ObjectFile.read(name, compiler.compile(new Source(name, text), options).object());
  }
}
