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
 * Random strings: what is an instruction to objdump and to us is of one length, and what is one to
 * one of us alone has a reason. -Dfastpath.strings=N strings, -Dfastpath.strings.seed=S.
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
