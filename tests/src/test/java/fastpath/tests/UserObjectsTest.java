package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.lab.cli.Cli;
import fastpath.lab.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Objects as users' builds make them, each with a command to run on it: {@code objects/table.txt}.
 */
class UserObjectsTest {
  private static final Path OBJECTS = Path.of("src/test/resources/objects");

  /** A row of {@code objects/table.txt}. */
  private record Row(String name, List<String> fields) {
    List<String> all(String key) {
      return fields.stream()
          .filter(line -> line.startsWith(key + " "))
          .map(line -> line.substring(key.length() + 1))
          .toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @TempDir static Path dir;

  @BeforeAll
  static void copySources() throws IOException {
    try (Stream<Path> files = Files.list(OBJECTS)) {
      for (Path file : files.toList()) {
        Files.copy(file, dir.resolve(file.getFileName()));
      }
    }
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(OBJECTS.resolve("table.txt"))) {
      if (line.startsWith("row ")) {
        rows.add(new Row(line.substring("row ".length()), new ArrayList<>()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        rows.getLast().fields().add(line);
      }
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void doesAsTheTableSays(Row row) throws IOException, InterruptedException {
    for (String command : row.all("build")) {
      for (String part : command.split(" && ")) {
        Tools.require(part.split(" ")[0]);
      }
      Tools.run("sh", "-c", "cd " + dir + " && " + command);
    }
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        new Cli(new Terminal(InputStream.nullInputStream(), printer(out), printer(err), 120, false))
            .execute(row.all("type").getFirst().replace("DIR", dir.toString()).split(" "));
    String results = out.toString(StandardCharsets.UTF_8);
    String messages = err.toString(StandardCharsets.UTF_8);
    String seen = results + messages;
    assertEquals(row.all("exit"), List.of(String.valueOf(code)), seen);
    row.all("out").forEach(pattern -> find(pattern, results, seen));
    row.all("err").forEach(pattern -> find(pattern, messages, seen));
    row.all("not").forEach(pattern -> assertTrue(!matches(pattern, seen), seen));
    assertTrue(!seen.contains("internal error"), seen);
  }

  private static void find(String pattern, String text, String seen) {
    assertTrue(matches(pattern, text), () -> "no " + pattern + " in " + seen);
  }

  private static boolean matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).find();
  }

  private static PrintStream printer(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
