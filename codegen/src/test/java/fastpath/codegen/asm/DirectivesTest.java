package fastpath.codegen.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each directive of {@code asm/directives.s}, which follows a line {@code #: name}, has the same
 * sections, relocations and symbols as with GNU as 2.40. The expected objects are stored in {@code
 * directives.golden} and also compared with the host's as where present; {@code
 * -Dfastpath.update-goldens=DIRECTORY} rewrites the stored ones.
 */
class DirectivesTest {
  private static final String ROW = "#: ";

  @TempDir static Path dir;

  record Row(String name, String text) {
    /** True if the text is preprocessed first. */
    boolean preprocessed() {
      return name.contains(".S");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    read("directives.s").forEach((name, text) -> rows.add(new Row(name, text)));
    return rows;
  }

  private static Map<String, String> read(String resource) throws IOException {
    Map<String, String> rows = new LinkedHashMap<>();
    for (String row : ("\n" + GnuAsCrossCheckTest.resource(resource)).split("\n" + ROW)) {
      int end = row.indexOf('\n');
      if (end > 0) {
        rows.put(row.substring(0, end), row.substring(end + 1).stripTrailing() + "\n");
      }
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void asGnuAs(Row row) throws IOException {
    String update = System.getProperty("fastpath.update-goldens");
    if (update != null) {
      Path golden = Path.of(update, "directives.golden");
      Files.writeString(
          golden,
          (Files.exists(golden) ? Files.readString(golden) : "")
              + ROW
              + row.name
              + "\n"
              + view(theirs(row)));
    }
    String ours = view(ours(row));
    if (HostTools.has("as") && HostTools.has("gcc")) {
      assertEquals(view(theirs(row)), ours, "by as");
    }
    if (update == null) {
      assertEquals(read("directives.golden").get(row.name), ours, "golden");
    }
  }

  private static byte[] ours(Row row) {
    String file = row.preprocessed() ? "t.S" : "t.s";
    return new OwnCompiler().compile(new Source(file, row.text), Options.DEFAULT).object();
  }

  private static byte[] theirs(Row row) throws IOException {
    Path object = dir.resolve("as.o");
    Files.writeString(dir.resolve(row.preprocessed() ? "t.S" : "t.s"), row.text);
    if (row.preprocessed()) {
      HostTools.run(dir, "gcc", "-c", "t.S", "-o", "as.o");
    } else {
      HostTools.run(dir, "as", "t.s", "-o", "as.o");
    }
    return Files.readAllBytes(object);
  }

  /**
   * Returns the text of an object without empty sections, tables, debug information and the file's
   * name; symbols are sorted, because their order has no meaning.
   */
  private static String view(byte[] object) {
    Map<String, List<String>> all =
        ElfText.of(
            object, n -> !n.startsWith(".rela") && !n.endsWith("tab") && !n.startsWith(".debug"));
    StringBuilder out = new StringBuilder();
    all.forEach((section, lines) -> {
      boolean symbols = section.equals("symbols");
      if (symbols || lines.size() > 1 || !lines.getFirst().contains(" size 0 ")) {
        out.append(section).append('\n');
        for (String line : symbols ? new TreeSet<>(lines) : lines) {
          out.append(line.contains(" info 4 ") ? "" : "  " + line + "\n");
        }
      }
    });
    return out.toString();
  }
}
