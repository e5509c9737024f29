package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fastpath.codegen.Compiler;
import fastpath.lab.workshop.Compilers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests compare and blame on six functions in the style of the kernel. The functions are the user's
 * files, outside kernelsrc. A sample of them is examined; {@code -Dfastpath.six=all} examines all
 * of them.
 */
class SixFunctionsTest {
  private static final Path FOLDER = Path.of("src/test/resources/fastpath/lab/cli/six");

  /** The function that is measured, by the name of its file. */
  private static final Map<String, String> FUNCTIONS =
      new TreeMap<>(
          "all".equals(System.getProperty("fastpath.six"))
              ? Map.of(
                  "bitmap", "find_next_free",
                  "header", "parse_header",
                  "insert", "insert",
                  "percpu", "counter_add",
                  "refcount", "put_object",
                  "seqcount", "read_clock")
              : Map.of("header", "parse_header"));

  private static final List<String> FIGURES = List.of("instructions", "pushes", "stackBytes");

  /** The causes that name their pairs of instructions. */
  private static final Set<String> OWN = Set.of("payload", "layout");

  @TempDir Path folder;

  private static List<String> compilers() {
    return Compilers.all().stream().map(Compiler::name).toList();
  }

  /** Returns the comparisons of each function, under the given configs and compilers. */
  private JsonNode compared(List<String> configs, List<List<String>> compilers) throws Exception {
    StringBuilder cases = new StringBuilder();
    FUNCTIONS.forEach((file, function) ->
        compilers.forEach(those ->
            cases.append(
                """
                [[case]]
                name = "%s %s"
                files = ["%s"]
                call = "%s"
                setup = "setup"
                config = ["%s"]
                compiler = ["%s"]
                """
                    .formatted(
                        file,
                        String.join(" ", those),
                        FOLDER.resolve(file + ".c").toAbsolutePath(),
                        function,
                        String.join("\", \"", configs),
                        String.join("\", \"", those)))));
    Path file = Files.writeString(folder.resolve("six.toml"), cases);
    JsonNode all = document("compare", "--cases", file.toString());
    assertEquals(FUNCTIONS.size() * compilers.size(), all.size());
    return all;
  }

  private static JsonNode document(String... command) throws Exception {
    Shell.Result result = Shell.run(command, "--json");
    assertEquals(0, result.code(), result.err());
    assertFalse(result.out().contains("\"problem\""), result.out());
    return new ObjectMapper().readTree(result.out());
  }

  /** The differences add up, and payload and layout name as many instructions as they count. */
  private static void assertExplained(JsonNode before, JsonNode after, JsonNode differences) {
    for (String figure : FIGURES) {
      assertEquals(
          after.get(figure).asLong() - before.get(figure).asLong(),
          sum(differences, figure),
          () -> figure + " " + before.get("host"));
    }
    for (JsonNode difference : differences) {
      assertTrue(
          !OWN.contains(difference.get("cause").asText())
              || difference.get("at").size()
                  >= Math.min(1, Math.abs(difference.get("instructions").asLong())),
          difference::toString);
    }
  }

  private static long sum(JsonNode differences, String figure) {
    long sum = 0;
    for (JsonNode difference : differences) {
      sum += difference.get(figure).asLong();
    }
    return sum;
  }

  /** One compiler's code for a function's own work hardly differs when the count moves. */
  @Test
  void underV1AndV5() throws Exception {
    List<String> moved = new ArrayList<>();
    List<List<String>> each = compilers().stream().map(List::of).toList();
    for (JsonNode one : compared(List.of("V1", "V5"), each)) {
      JsonNode rows = one.get("rows");
      assertExplained(rows.get(0), rows.get(1), one.get("differences"));
      for (JsonNode d : one.get("differences")) {
        if (OWN.contains(d.get("cause").asText()) && Math.abs(d.get("instructions").asLong()) > 1) {
          moved.add(rows.get(0).get("host") + " " + rows.get(0).get("compiler") + " " + d);
        }
      }
    }
    assertEquals(List.of(), moved);
  }

  @Test
  void byGccAndByClang() throws Exception {
    List<String> both = List.of("gcc", "clang");
    if (!compilers().containsAll(both)) {
      both = List.of("own", compilers().getLast());
    }
    if (both.getFirst().equals(both.getLast())) {
      return;
    }
    for (JsonNode one : compared(List.of("V1"), List.of(both))) {
      JsonNode rows = one.get("rows");
      assertExplained(rows.get(0), rows.get(1), one.get("differences"));
    }
  }

  @Test
  void blamed() throws Exception {
    for (Map.Entry<String, String> function : FUNCTIONS.entrySet()) {
      List<String> command =
          new ArrayList<>(List.of("blame", FOLDER.resolve(function.getKey() + ".c").toString()));
      command.addAll(List.of("--call", function.getValue(), "--setup", "setup", "--config", "V1"));
      compilers().forEach(compiler -> command.addAll(List.of("--compiler", compiler)));
      for (JsonNode row : document(command.toArray(String[]::new))) {
        JsonNode together = row.get("together");
        assertTrue(together.get("leafWithout").asBoolean(), row::toString);
        FIGURES.forEach(figure ->
            assertEquals(
                together.get(figure).asLong(), sum(together.get("causes"), figure), row::toString));
      }
    }
  }
}
