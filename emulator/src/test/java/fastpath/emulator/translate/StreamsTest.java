package fastpath.emulator.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.EngineKind;
import fastpath.emulator.image.TestImages;
import fastpath.emulator.isa.Streams;
import fastpath.emulator.machine.Stop;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random functions end in the same way on the translator as on the interpreter, wherever they fault
 * or are stopped: registers, memory, counts and profile are equal. {@code
 * -Dfastpath.streams.cases=N} sets the number of functions, {@code -Dfastpath.streams.interrupts=N}
 * the number of interrupts inside passages, and {@code -Dfastpath.streams.seed=S} the seed.
 */
class StreamsTest {
  private static final int CASES = Integer.getInteger("fastpath.streams.cases", 400);
  private static final int SEED = Integer.getInteger("fastpath.streams.seed", 1);
  private static final int BUDGET = 3000;
  private static final int INTERRUPTS = Integer.getInteger("fastpath.streams.interrupts", 10_000);
  private static final int INTERRUPTS_EACH = 24;
  private static final int FEWEST_INSTRUCTIONS = 200;

  @Test
  void endAsInterpreted() {
    Map<Stop, Integer> stops = new EnumMap<>(Stop.class);
    long translated = 0;
    long delivered = 0;
    for (int seed = SEED; seed < SEED + CASES; seed++) {
      Random r = new Random(seed);
      byte[] code = Streams.function(r, TestImages.TEXT, TestImages.DATA);
      long budget = r.nextInt(3) == 0 ? r.nextInt(BUDGET) : BUDGET;
      long[] arguments = r.longs(6).toArray();
      String text = "seed " + seed + ", budget " + budget + ": " + Streams.hex(code);
      try {
        int[] interrupts = r.nextInt(3) == 0 ? r.ints(4, 0, BUDGET / 4).toArray() : new int[0];
        EngineKind engine = r.nextInt(8) == 0 ? EngineKind.VERIFY : EngineKind.EAGER;
        StreamRun expected =
            StreamRun.of(code, budget, EngineKind.INTERPRETER, arguments, interrupts);
        StreamRun actual = StreamRun.of(code, budget, engine, arguments, interrupts);
        assertEquals(expected.end(), actual.end(), text);
        delivered += actual.end().deliveries().size();
        stops.merge(actual.outcome().stop(), 1, Integer::sum);
        translated += actual.outcome().translated();
      } catch (RuntimeException e) {
        throw new AssertionError(text, e);
      }
    }
    System.out.println(
        "StreamsTest: "
            + stops
            + ", translated instructions "
            + translated
            + ", deliveries "
            + delivered);
    assertTrue(stops.keySet().containsAll(List.of(Stop.RETURN, Stop.FAULT, Stop.LIMIT)));
    assertTrue(delivered > CASES / 10, "deliveries " + delivered);
    assertTrue(translated > 50L * CASES, "translated " + translated);
  }

  /** Functions that run for long are interrupted many times. */
  @Test
  void interruptedInMidPassage() {
    int inPassages = 0;
    int delivered = 0;
    int functions = 0;
    for (int seed = SEED; inPassages < INTERRUPTS; seed++) {
      Random r = new Random(~(long) seed);
      byte[] code = Streams.function(r, TestImages.TEXT, TestImages.DATA);
      long[] arguments = r.longs(6).toArray();
      String text = "seed " + seed + ", interrupts: " + Streams.hex(code);
      try {
        long length =
            StreamRun.of(code, BUDGET, EngineKind.INTERPRETER, arguments)
                .outcome()
                .counters()
                .instructions();
        if (length < FEWEST_INSTRUCTIONS) {
          continue;
        }
        int[] times = r.ints(INTERRUPTS_EACH, 0, (int) length).toArray();
        StreamRun expected = StreamRun.of(code, BUDGET, EngineKind.INTERPRETER, arguments, times);
        StreamRun actual = StreamRun.of(code, BUDGET, EngineKind.EAGER, arguments, times);
        assertEquals(expected.end(), actual.end(), text);
        inPassages += actual.inPassages();
        delivered += actual.end().deliveries().size();
        functions++;
      } catch (RuntimeException e) {
        throw new AssertionError(text, e);
      }
    }
    System.out.printf(
        "StreamsTest: %d interrupts, %d of them in mid-passage, in %d functions%n",
        delivered, inPassages, functions);
  }
}
