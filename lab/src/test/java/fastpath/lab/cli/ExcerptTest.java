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
    return errors(interactive, "int f(void)\n{\n\treturn first;\n}\nint g = second;\n");
  }

  private List<String> errors(boolean interactive, String source) throws IOException {
    Path file = folder.resolve("two.c");
    Files.writeString(file, source);
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

  /** A terminal would execute the controls: ESC, and CSI, which is one character. */
  @Test
  void controlCharactersAreReplaced() throws IOException {
    assertEquals(
        List.of(
            "two.c:1:22: 'none' undeclared",
            "int a = /*\t?[2J?2J*/ none;",
            "          \t          ^~~~"),
        errors(true, "int a = /*\t\u001b[2J\u009b2J*/ none;\n"));
  }

  @Test
  void fileNameOfALineDirectiveHasNoControlCharacters() throws IOException {
    assertEquals(
        List.of("a?[2Jb.c:7:9: 'none' undeclared"),
        errors(true, "#line 7 \"a\\033[2Jb.c\"\nint a = none;\n"));
  }

  @Test
  void fileThatIsNotReadIsNotShown() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "int password_is_swordfish;\n");
    assertEquals(
        List.of("secret:1:9: 'none' undeclared"),
        errors(true, "#line 1 \"" + secret + "\"\nint a = none;\n"));
  }

  @Test
  void includedFileIsShown() throws IOException {
    Files.writeString(folder.resolve("one.h"), "\nint b = none;\n");
    assertEquals(
        List.of(
            "one.h:2:9: 'none' undeclared",
            "int b = none;",
            "        ^~~~",
            "two.c:1: note: in a file included from here"),
        errors(true, "#include \"one.h\"\n"));
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
