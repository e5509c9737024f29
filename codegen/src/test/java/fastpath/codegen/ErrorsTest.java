package fastpath.codegen;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Diagnostic;
import fastpath.codegen.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Erroneous programs by sections of C17, or of C23 under {@code -std=gnu2x}: all errors of each are
 * reported, and nothing else. A program in {@code errors.txt} begins with a line {@code ##
 * SECTION}; after it stand the expected errors. {@code -Dfastpath.update-goldens=DIRECTORY} writes
 * the programs with the errors that are reported.
 */
class ErrorsTest {
  private static final String TABLE = "errors.txt";

  /** A program with its expected errors. */
  private record Program(String title, String text, List<String> expected) {
    String row(List<String> errors) {
      return title + "\n" + text + errors.stream().map(e -> "=> " + e + "\n").collect(joining());
    }
  }

  private static List<Program> programs() throws IOException {
    String table;
    try (InputStream in = ErrorsTest.class.getResourceAsStream("c/" + TABLE)) {
      table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Program> programs = new ArrayList<>();
    for (String block : table.split("(?m)^(?=## )")) {
      List<String> lines = block.lines().toList();
      String text =
          lines.stream()
              .skip(1)
              .filter(l -> !l.startsWith("=> "))
              .map(l -> l + "\n")
              .collect(joining());
      List<String> expected =
          lines.stream().filter(l -> l.startsWith("=> ")).map(l -> l.substring(3)).toList();
      programs.add(new Program(lines.getFirst(), text, expected));
    }
    return programs;
  }

  @TestFactory
  Stream<DynamicTest> allErrorsAreReported() throws IOException {
    OwnCompiler compiler = new OwnCompiler();
    List<Program> programs = programs();
    String update = System.getProperty("fastpath.update-goldens");
    if (update != null) {
      String rows = programs.stream().map(p -> p.row(errors(compiler, p))).collect(joining());
      Files.writeString(Path.of(update, TABLE), rows);
    }
    return programs.stream()
        .map(p ->
            DynamicTest.dynamicTest(
                p.title() + " " + p.text(),
                () -> {
                  assertEquals(p.expected(), errors(compiler, p));
                  assertFalse(p.expected().isEmpty());
                }));
  }

  private static List<String> errors(OwnCompiler compiler, Program program) {
    try {
      String standard = program.title().startsWith("## C23") ? "-std=gnu2x" : "-std=gnu17";
      compiler.compile(
          new Source("t.c", program.text()), Options.DEFAULT.withCflags(List.of(standard)));
      return List.of();
    } catch (CompileException e) {
      return e.diagnostics().stream().map(ErrorsTest::text).toList();
    }
  }

  private static String text(Diagnostic error) {
    return "%d:%d: %s".formatted(error.line(), error.column(), error.message());
  }
}
