package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random strings of bytes: where both objdump and the emulator decode an instruction, its length is
 * the same; where only one does, the difference has a known reason. {@code -Dfastpath.strings=N}
 * sets the number of strings, {@code -Dfastpath.strings.seed=S} the seed.
 */
class AgreementTest {
  private static final int STRINGS = Integer.getInteger("fastpath.strings", 200_000);
  private static final long SEED = Long.getLong("fastpath.strings.seed", 1);
  private static final int BATCH = 100_000;

  @TempDir Path dir;

  @Test
  void whereBothSeeAnInstructionItsLengthIsTheSame() throws IOException {
    Binutils.need();
    Agreement agreement = new Agreement(dir);
    RandomBytes random = new RandomBytes(SEED);
    for (int done = 0; done < STRINGS; done += BATCH) {
      List<byte[]> strings = new ArrayList<>();
      for (int i = 0; i < Math.min(BATCH, STRINGS - done); i++) {
        strings.add(random.next());
      }
      agreement.check(strings);
    }
    if (System.getProperty("fastpath.strings") != null) {
      System.out.println(STRINGS + " strings from seed " + SEED + ":\n" + agreement);
    }
    Map<String, Integer> counts = agreement.counts();
    assertEquals(STRINGS, counts.values().stream().mapToInt(Integer::intValue).sum());
    assertTrue(counts.get("both") > STRINGS / 4, "instructions among the strings");
    assertEquals("", agreement.unexplained(), "seed " + SEED);
  }
}
