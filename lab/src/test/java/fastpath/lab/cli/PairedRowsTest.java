package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that rows with listings say which of their instructions correspond. */
class PairedRowsTest {
  private static final String SOURCE =
      """
      #include <linux/preempt.h>
      noinline int g(int a) { return a * a; }
      int f(int a) { preempt_disable(); int b = g(a); preempt_enable(); return a + b; }
      """;

  @TempDir Path folder;

  private JsonNode document(String... command) throws IOException {
    Path file = Files.writeString(folder.resolve("f.c"), SOURCE);
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(1, List.of(file.toString(), "--args", "3", "--compiler", "own", "--json"));
    Shell.Result result = Shell.run("", words.toArray(String[]::new));
    assertEquals(0, result.code(), result.err());
    return new ObjectMapper().readTree(result.out());
  }

  private static List<JsonNode> executed(JsonNode row) {
    List<JsonNode> lines = new ArrayList<>();
    row.get("listing")
        .forEach(line -> {
          if (line.get("count").asLong() > 0) {
            lines.add(line);
          }
        });
    return lines;
  }

  /**
   * Every executed instruction is in one pair, and the pairs that differ explain the difference.
   */
  private static void assertPaired(JsonNode first, JsonNode second, JsonNode runs) {
    List<JsonNode> left = executed(first);
    List<JsonNode> right = executed(second);
    List<Integer> lefts = new ArrayList<>();
    List<Integer> rights = new ArrayList<>();
    long difference = 0;
    for (JsonNode run : runs) {
      for (int n = 0; n < run.get(2).asInt(); n++) {
        int i = run.get(0).asInt();
        int j = run.get(1).asInt();
        long before = i < 0 ? 0 : left.get(i + n).get("count").asLong();
        long after = j < 0 ? 0 : right.get(j + n).get("count").asLong();
        if (i >= 0) {
          lefts.add(i + n);
        }
        if (j >= 0) {
          rights.add(j + n);
        }
        boolean same = run.get(3).asInt() == 1;
        assertTrue(!same || before == after, run::toString);
        difference += same ? 0 : after - before;
      }
    }
    Collections.sort(lefts);
    Collections.sort(rights);
    assertEquals(IntStream.range(0, left.size()).boxed().toList(), lefts);
    assertEquals(IntStream.range(0, right.size()).boxed().toList(), rights);
    assertEquals(
        second.get("instructions").asLong() - first.get("instructions").asLong(), difference);
  }

  @Test
  void eachRowIsPairedWithTheRowsBeforeIt() throws IOException {
    JsonNode rows =
        document(
            "measure",
            "--call",
            "f",
            "--listing",
            "--config",
            "V0",
            "--config",
            "V1",
            "--config",
            "V5");
    for (int at = 0; at < 3; at++) {
      JsonNode pairs = rows.get(at).get("pairs");
      assertEquals(at, pairs.size());
      for (int earlier = 0; earlier < at; earlier++) {
        assertPaired(rows.get(earlier), rows.get(at), pairs.get(Integer.toString(earlier)));
      }
    }
  }

  @Test
  void compareHasThePairOfItsRows() throws IOException {
    JsonNode rows =
        document("compare", "--call", "f", "--config", "V1", "--config", "V5").get("rows");
    assertPaired(rows.get(0), rows.get(1), rows.get(1).get("pairs").get("0"));
  }

  /** Rows of different functions do not correspond. */
  @Test
  void functionsAreNotPaired() throws IOException {
    JsonNode rows = document("measure", "--each", "--listing", "--config", "V1");
    assertEquals(2, rows.size());
    rows.forEach(row -> assertEquals(0, row.get("pairs").size()));
  }
}
