package fastpath.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every erroneous source in {@code diagnostics.txt} is rejected with the message in the line after
 * it.
 */
class DiagnosticsTest {
  @TestFactory
  Stream<DynamicTest> mistakes() throws IOException {
    List<String> lines;
    try (InputStream in = DiagnosticsTest.class.getResourceAsStream("c/diagnostics.txt")) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    OwnCompiler compiler = new OwnCompiler();
    return IntStream.range(0, lines.size() / 2)
        .mapToObj(i -> {
          String source = lines.get(2 * i);
          String expected = lines.get(2 * i + 1).replaceFirst("=> ", "t.c:");
          return DynamicTest.dynamicTest(
              source, () -> assertEquals(expected, message(compiler, source)));
        });
  }

  private static String message(OwnCompiler compiler, String text) {
    Source source = new Source("t.c", text + "\n");
    return assertThrows(CompileException.class, () -> compiler.compile(source, Options.DEFAULT))
        .getMessage();
  }
}
