package fastpath.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import fastpath.codegen.option.FrameStrategy;
import fastpath.codegen.option.Strategy;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Diagnostic;
import fastpath.codegen.source.Source;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * gcc and clang as implementations of the compiler interface; skipped where they are not installed.
 */
class GccCompilerTest {
  private final List<GccCompiler> compilers = GccCompiler.discover();

  @BeforeEach
  void present() {
    if (compilers.size() < 2 && "required".equals(System.getProperty("fastpath.cross-checks"))) {
      fail("gcc and clang are required");
    }
    assumeFalse(compilers.isEmpty(), "neither gcc nor clang was found");
  }

  @Test
  void framesFollowTheStrategy() {
    Source source = new Source("x.c", "int g(int); int f(int x) { return g(x) + 1; }\n");
    for (GccCompiler compiler : compilers) {
      for (FrameStrategy frame : FrameStrategy.values()) {
        Options options = Options.DEFAULT.withStrategy(new Strategy(frame)).withAssembly(true);
        boolean framed =
            compiler.compile(source, options).assembly().matches("(?s).*push\\w*\\s+%rbp.*");
        assertEquals(frame == FrameStrategy.FRAME_POINTER, framed, compiler.name() + " " + frame);
      }
    }
  }

  @Test
  void errorsAreOneLineWithTheirPlace() {
    for (GccCompiler compiler : compilers) {
      for (String text : List.of("int f(void) { return y; }\n", "#include <nosuch.h>\n")) {
        String message =
            assertThrows(
                    CompileException.class,
                    () -> compiler.compile(new Source("dir/bad.c", text), Options.DEFAULT))
                .getMessage();
        assertTrue(message.matches("dir/bad\\.c:1:\\d+: .*"), message);
        assertEquals(1, message.lines().count(), message);
      }
    }
  }

  @Test
  void everyErrorIsReportedOnce() {
    Source source = new Source("bad.c", "int f(void) { return y; }\nint g(void) { return z; }\n");
    for (GccCompiler compiler : compilers) {
      List<String> errors =
          assertThrows(CompileException.class, () -> compiler.compile(source, Options.DEFAULT))
              .diagnostics()
              .stream()
              .map(Diagnostic::toString)
              .filter(line -> line.matches(".*undeclared (identifier '|\\(first).*"))
              .toList();
      assertEquals(2, errors.size(), errors::toString);
      assertTrue(
          errors.getFirst().startsWith("bad.c:1:22: " + compiler.name() + ": "), errors::toString);
      assertTrue(
          errors.getLast().startsWith("bad.c:2:22: " + compiler.name() + ": "), errors::toString);
    }
  }

  @Test
  void sourceLinesAndWarningsAreThoseOfTheSource() {
    Source source = new Source("bad.c", "int f(void) { int a; return a; }\n");
    Options options = Options.DEFAULT.withCflags(List.of("-Wall"));
    for (GccCompiler compiler : compilers) {
      List<Diagnostic> warnings = compiler.compile(source, options).warnings();
      assertTrue(
          warnings.stream()
              .map(Diagnostic::toString)
              .anyMatch(w -> w.matches("bad.c:1:29: warning: \\w+: .*'a' is .*uninitialized.*")),
          warnings::toString);
      assertEquals(List.of(), compiler.compile(source, Options.DEFAULT).warnings());
      Diagnostic error =
          assertThrows(
                  CompileException.class,
                  () -> compiler.compile(new Source("bad.c", "int f;\nint g = y;\n"), options))
              .diagnostic();
      assertEquals("int g = y;", error.sourceLine());
    }
  }

  @Test
  void anAbsentCompilerIsNotFound() {
    assertTrue(GccCompiler.find("no-such-compiler").isEmpty());
    assertTrue(Stream.of(".", "/").noneMatch(path -> GccCompiler.find(path + "/x").isPresent()));
  }
}
