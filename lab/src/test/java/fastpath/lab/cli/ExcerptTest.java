package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors of a source have a line each; on a terminal the source line and a caret follow each. */
class ExcerptTest {
  @TempDir Path folder;

  private List<String> errors(boolean interactive) throws IOException {
    Path file = folder.resolve("two.c");
    Files.writeString(file, "int f(void)\n{\n\treturn first;\n}\nint g = second;\n");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(new ByteArrayOutputStream()),
            new PrintStream(err),
            80,
            interactive);
    int code =
        new Cli(terminal)
            .execute("compile", file.toString(), "-o", folder.resolve("two.o").toString());
    assertEquals(ExitCode.BAD_INPUT.number(), code);
    return err.toString().lines().map(line -> line.replace(folder + "/", "")).toList();
  }

  @Test
  void pipeHasOneLineForEachError() throws IOException {
    assertEquals(
        List.of("two.c:3:9: 'first' undeclared", "two.c:5:9: 'second' undeclared"), errors(false));
  }

  @Test
  void terminalShowsTheSourceLine() throws IOException {
    assertEquals(
        List.of(
            "two.c:3:9: 'first' undeclared",
            "\treturn first;",
            "\t       ^~~~~",
            "two.c:5:9: 'second' undeclared",
            "int g = second;",
            "        ^~~~~~"),
        errors(true));
  }
}
