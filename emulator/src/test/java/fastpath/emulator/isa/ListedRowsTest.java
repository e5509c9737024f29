package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests every row that is listed but not executed, in random encodings: objdump prints the same
 * text, and no row with a meaning decodes the bytes. {@code -Dfastpath.listed.cases=N} sets the
 * number of encodings for each row.
 */
class ListedRowsTest {
  private static final int CASES = Integer.getInteger("fastpath.listed.cases", 6);
  private static final long SEED = Long.getLong("fastpath.listed.seed", 1);
  private static final int SLOT = 32;

  /**
   * The greatest percentage of cases that objdump may refuse, such as a gather with equal
   * registers.
   */
  private static final int MOST_REFUSED = 3;

  @TempDir Path dir;

  @Test
  void rowsAreAsObjdumpHasThem() throws IOException {
    Binutils.need();
    Random random = new Random(SEED);
    List<byte[]> codes = new ArrayList<>();
    List<ListedRow> rows = new ArrayList<>();
    for (ListedRow row : ListedTable.get().all()) {
      for (int i = 0; i < CASES; i++) {
        codes.add(new ListedEncoding(row, random).bytes());
        rows.add(row);
      }
    }
    Map<Long, Binutils.Line> lines = listing(codes);
    List<String> differences = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < codes.size(); i++) {
      Binutils.Line line = lines.get((long) i * SLOT);
      if (line.text().contains("(bad)") || line.text().contains("{bad}")) {
        refused++;
      } else {
        compare(rows.get(i), codes.get(i), line, differences);
      }
    }
    assertEquals("", String.join("\n", differences), "seed " + SEED);
    assertTrue(refused * 100 < codes.size() * MOST_REFUSED, refused + " refused by objdump");
  }

  private Map<Long, Binutils.Line> listing(List<byte[]> codes) throws IOException {
    StringBuilder source = new StringBuilder();
    for (byte[] code : codes) {
      source.append(".byte 0x").append(Binutils.hex(code).replace(" ", ",0x"));
      source.append("\n.balign 32, 0x90\n");
    }
    Binutils binutils = new Binutils(dir);
    binutils.assemble(source.toString());
    Map<Long, Binutils.Line> lines = new HashMap<>();
    binutils.listing("t.o", line -> lines.put(line.address(), line));
    return lines;
  }

  private static void compare(
      ListedRow row, byte[] code, Binutils.Line line, List<String> differences) {
    byte[] padded = java.util.Arrays.copyOf(code, SLOT);
    Listed listed = Listed.decode(padded, 0, SLOT, line.address());
    boolean symbols = line.text().contains(" <");
    String ours = listed == null ? "none" : listed.text(a -> symbols ? "" : null);
    boolean executed = true;
    try {
      Decoder.decode(padded, 0, SLOT, line.address());
    } catch (IsaException e) {
      executed = false;
    }
    if (executed) {
      differences.add(line + " has a row with a meaning beside " + row.notation());
    } else if (!plain(ours).equals(plain(line.text())) || listed.length() != line.bytes().length) {
      differences.add(line + " but ours " + ours + " of " + row.notation());
    }
  }

  private static String plain(String text) {
    return text.replaceAll(" <.*", "").strip();
  }
}
