package fastpath.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fastpath.codegen.source.Source;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arguments, results and layouts of random types are the same to our code and to gcc's and clang's,
 * with either as the caller. {@code -Dfastpath.abi.pairs=N} sets the number of pairs of files,
 * {@code -Dfastpath.abi.seed=S} the first seed.
 */
class AbiPairsTest {
  private static final int FUNCTIONS = 12;

  static LongStream seeds() {
    long first = Long.getLong("fastpath.abi.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("fastpath.abi.pairs", 8));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyPairOfCompilersAgrees(long seed) {
    List<GccCompiler> others = GccCompiler.discover();
    assumeTrue(!others.isEmpty(), "neither gcc nor clang was found");
    RandomAbi files = new RandomAbi(seed, FUNCTIONS);
    Objects own = new Objects(new OwnCompiler(), files);
    Objects first = new Objects(others.getFirst(), files);
    List<String> expected = values(first, first);
    for (GccCompiler other : others) {
      Objects theirs = new Objects(other, files);
      List<String> called = values(first, theirs);
      List<String> calling = values(theirs, first);
      // clang gives unnamed bit-fields no register, gcc does, and so do we. A function of which
      // they disagree is not compared.
      BitSet compared = new BitSet();
      for (int f = 0; f < FUNCTIONS; f++) {
        boolean agree =
            expected.get(f).equals(called.get(f)) && expected.get(f).equals(calling.get(f));
        compared.set(f, agree);
      }
      assertFalse(compared.isEmpty(), theirs.name + " has no function to compare, seed " + seed);
      String place = ", " + theirs.name + ", seed " + seed;
      List<String> agreed = only(compared, expected);
      assertEquals(agreed, only(compared, values(own, theirs)), "our caller" + place);
      assertEquals(agreed, only(compared, values(theirs, own)), "our callee" + place);
    }
    assertEquals(expected, values(own, own), "both ours, seed " + seed);
  }

  private static List<String> only(BitSet functions, List<String> values) {
    return functions.stream().mapToObj(values::get).toList();
  }

  /** The two object files that a compiler makes. */
  private static final class Objects {
    private final String name;
    private final ObjectFile caller;
    private final ObjectFile callee;

    Objects(Compiler compiler, RandomAbi files) {
      this.name = compiler.name();
      this.caller = object(compiler, "caller.c", files.caller());
      this.callee = object(compiler, "callee.c", files.callee());
    }

    private static ObjectFile object(Compiler compiler, String name, String text) {
      return ObjectFile.read(
          name, compiler.compile(new Source(name, text), Options.DEFAULT).object());
    }
  }

  private static List<String> values(Objects callers, Objects callees) {
    Machine machine =
        Machine.create(
            Linker.link(List.of(callers.caller, callees.callee), LinkOptions.kernel()),
            MachineOptions.defaults());
    return IntStream.range(0, FUNCTIONS)
        .mapToObj(f -> "test_" + f)
        .map(test -> test + " " + Long.toHexString(machine.call(test).value()))
        .toList();
  }
}
