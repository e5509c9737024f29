package fastpath.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fastpath.codegen.RandomGuards.Right;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guarded accesses, divisions and shifts do the same in our code, under every frame strategy, as in
 * gcc's: results, objects, and the order and number of volatile accesses. {@code
 * -Dfastpath.guards.units=N} sets the number of files, {@code -Dfastpath.guards.seed=S} the first
 * seed.
 */
class GuardsTest {
  private static final int FUNCTIONS = 8;
  private static final int CALLS = 12;

  /** The store motion of gcc 12 repeats a volatile store after a loop. */
  private static final List<String> GCC_FLAGS = List.of("-fno-tree-loop-im");

  private static final long WILD = 0xdead_0000_0000_0010L;

  static LongStream seeds() {
    long first = Long.getLong("fastpath.guards.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("fastpath.guards.units", 5));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nothingMovesOutOfItsGuard(long seed) {
    Optional<GccCompiler> gcc = GccCompiler.find("gcc");
    assumeTrue(gcc.isPresent(), "gcc was not found");
    String text = RandomGuards.unit(seed, FUNCTIONS);
    Map<String, String> expected =
        results(gcc.get(), Options.DEFAULT.withCflags(GCC_FLAGS), text, seed);
    assertFalse(expected.toString().contains("FAULT"), () -> "no guard fails: " + expected);
    for (FrameStrategy frame : FrameStrategy.values()) {
      Options options = Options.DEFAULT.withStrategy(new Strategy(frame));
      Map<String, String> ours = results(new OwnCompiler(), options, text, seed);
      List<String> different =
          expected.keySet().stream()
              .filter(call -> !expected.get(call).equals(ours.get(call)))
              .map(call -> call + ": gcc " + expected.get(call) + ", own " + ours.get(call))
              .toList();
      assertEquals(List.of(), different, frame + ", seed " + seed);
    }
  }

  private static Map<String, String> results(
      Compiler compiler, Options options, String text, long seed) {
    byte[] object = compiler.compile(new Source("guards.c", text), options).object();
    Machine machine =
        Machine.create(
            Linker.link(List.of(ObjectFile.read("guards.o", object)), LinkOptions.kernel()),
            MachineOptions.defaults().withMaxInstructions(1_000_000));
    Random random = new Random(seed);
    Map<String, String> results = new LinkedHashMap<>();
    for (int f = 0; f < FUNCTIONS; f++) {
      for (int call = 0; call < CALLS; call++) {
        String result = result(machine, "g" + f, random, RandomGuards.takesWild(f) ? WILD : 0);
        results.put("g" + f + " call " + call, result);
      }
    }
    return results;
  }

  /** Calls a function with random arguments, of which each is valid or not. */
  private static String result(Machine machine, String function, Random random, long wild) {
    long flags = random.nextLong(64) | random.nextLong(8) << 8;
    boolean readable = has(flags, Right.READ) || has(flags, Right.WRITE);
    flags |= readable ? Right.READ.flag() : 0;
    long data = machine.symbol("data") + 4 * 8;
    long p =
        has(flags, Right.WRITE)
            ? data
            : readable ? machine.symbol("frozen") + 4 * 8 : pick(random, 0, wild, wild);
    long q = has(flags, Right.NODE) ? machine.symbol("nodes") : pick(random, 0, wild);
    long i =
        has(flags, Right.INDEX) ? random.nextLong(16) : pick(random, -1L << 40, 1L << 40, 1L << 60);
    long d = has(flags, Right.DIVIDE) ? pick(random, 1, 3, -7, 1000) : pick(random, 0, 0, -1, -1);
    long s = has(flags, Right.SHIFT) ? random.nextLong(64) : pick(random, 64, 200, -1);
    machine.call("reset");
    StringBuilder accesses = new StringBuilder();
    long vols = machine.symbol("vols");
    machine.watch((address, bytes, store) -> {
      if (address >= vols && address < vols + 64) {
        accesses.append(store ? " w" : " r").append(address - vols);
        accesses.append(bytes == 8 ? "" : "/" + bytes);
      }
    });
    Outcome outcome = machine.call(function, p, q, i, flags, d, s);
    machine.watch(null);
    return outcome.stop() == Stop.RETURN
        ? Long.toHexString(outcome.value())
            + " "
            + Long.toHexString(machine.call("state").value())
            + accesses
        : outcome.stop() + " " + outcome.fault();
  }

  private static boolean has(long flags, Right right) {
    return (flags & right.flag()) != 0;
  }

  private static long pick(Random random, long... of) {
    return of[random.nextInt(of.length)];
  }
}
