package fastpath.codegen;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Diagnostic;
import fastpath.codegen.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Warnings, the flags that turn them on, off and into errors, and the notes of diagnostics. */
class WarningsTest {
  private static final String FORMAT =
      "int say(const char *, ...) __attribute__((format(printf, 1, 2)));";

  private static String warnings(String flags, String source) {
    List<String> words = Arrays.stream(flags.split(" ")).filter(w -> !w.isEmpty()).toList();
    return new OwnCompiler()
            .compile(new Source("t.c", source + "\n"), Options.DEFAULT.withCflags(words))
            .warnings()
            .stream()
            .map(Diagnostic::toString)
            .collect(joining("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "int g; void f(int a, int b) { if (a = b) g = a; }| 1:37 parentheses",
        "int g; void f(int a, int b) { while (a = b) g = a; }| 1:40 parentheses",
        "int g; void f(int a, int b) { for (; a = b; ) g = a; }| 1:40 parentheses",
        "int g; void f(int a, int b) { if ((a = b)) g = a; }| ",
        "int g; void f(int a, int b) { if ((a = b) != 0) g = a; }| ",
        "int g; void f(int a, int b) { if (a += b) g = a; }| ",
        "int f(void) { int a; return a; }| 1:29 uninitialized",
        "int f(int b) { int a; if (b) a = 1; return a; }| ",
        "int f(void) { int a = a; return a; }| ",
        "int f(void) { struct { int a : 3, b : 4; } s; s.a = 1; s.b = 2; return s.b; }| ",
        "int f(int n) { int a; for (int i = 0; i < n; i++) a += i; return a; }| ",
        "int h(int); int f(int a) { switch (a) { case 1: h(1); case 2: return 2; } return 0; }"
            + "| 1:49 implicit-fallthrough",
        "int h(int); int f(int a) { switch (a) { case 1: h(1); __attribute__((fallthrough));"
            + " case 2: return 2; } return 0; }| ",
        "int h(int); int f(int a) { switch (a) { case 1: h(1); [[fallthrough]];"
            + " default: return 2; } return 0; }| ",
        "int f(int a) { switch (a) { case 1: case 2: if (a) return 2; else break; case 3: a++; }"
            + " return a; }| ",
        "int must(void) __attribute__((warn_unused_result)); void f(void) { must(); }"
            + "| 1:68 unused-result",
        "int must(void) __attribute__((warn_unused_result)); void f(void) { (void)must(); }"
            + "| 1:74 unused-result",
        "[[nodiscard]] int must(void); void f(void) { must(); }| 1:46 unused-result",
        "[[nodiscard]] int must(void); void f(void) { (void)must(); }| ",
        "int must(void) __attribute__((warn_unused_result)); int f(void) { return must(); }| ",
        "void bad(void) __attribute__((warning(`w`))); void f(void) { bad(); }"
            + "| 1:62 attribute-warning",
        "void bad(void) __attribute__((warning(`w`))); void f(void) { if (0) bad(); }| ",
        "#warning look out| 1:2 cpp",
        "#pragma GCC warning `look out`| 1:2 cpp",
        "#pragma no_such thing| 1:2 unknown-pragmas",
        FORMAT + " void f(void) { say(`%d %s`, 1, `a`); }| ",
        FORMAT + " void f(long a) { say(`%d`, a); }| 1:94 format",
        FORMAT + " void f(long a) { say(`%ld%%%*d`, a, 3, 4); }| ",
        FORMAT + " void f(int a) { say(`%s`, a); }| 1:93 format",
        FORMAT + " void f(int a) { say(`%d %d`, a); }| 1:87 format",
        FORMAT + " void f(int a) { say(`%d`, a, a); }| 1:87 format",
        FORMAT + " void f(void *a) { say(`%pS %#x %5.2s %c`, a, 3u, `x`, 65); }| ",
        FORMAT + " void f(long long a) { say(`%ld`, a); }| 1:100 format"
      })
  void sourcesAreWarnedOf(String source, String expected) {
    String actual = warnings("-Wall -Wextra", source.replace('`', '"'));
    String[] parts = expected == null ? new String[0] : expected.split(" ");
    String pattern =
        parts.length == 0
            ? ""
            : "t\\.c:%s: warning: [^;]* \\[-W%s\\]".formatted(parts[0], parts[1]);
    assertEquals(pattern, actual.matches(pattern) ? pattern : actual);
  }

  @ParameterizedTest
  @CsvSource({
    "'', cpp",
    "-w, ''",
    "-Wno-cpp, ''",
    "-Wall, cpp uninitialized",
    "-Wuninitialized -Wno-cpp, uninitialized",
    "-Wno-uninitialized -Wall, cpp",
    "-Wall -Wno-all, cpp",
    "-Werror, error=cpp",
    "-Werror=uninitialized, error=uninitialized cpp",
    "-Werror -Wno-error=cpp, cpp",
    "-Wall -Werror -Wno-error=uninitialized, error=cpp uninitialized",
    "-Werror -Wno-error, cpp",
    "-w -Werror, ''"
  })
  void flagsTurnWarningsOnAndOffAndIntoErrors(String flags, String expected) {
    String source = "#warning look out\nint f(void) { int a; return a; }";
    String text;
    try {
      text = warnings(flags, source);
    } catch (CompileException e) {
      text = e.diagnostics().stream().map(Diagnostic::toString).collect(joining("; "));
    }
    String names =
        Stream.of(text.split("; "))
            .map(w -> w.replaceFirst(".*\\[-W(.*)\\]$", "$1"))
            .collect(joining(" "));
    assertEquals(expected, names);
  }

  private static String rejection(String source) {
    CompileException e =
        assertThrows(
            CompileException.class,
            () -> new OwnCompiler().compile(new Source("t.c", source), Options.DEFAULT));
    return Stream.concat(Stream.of(e.diagnostic()), e.diagnostic().notes().stream())
        .map(Diagnostic::toString)
        .collect(joining("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int count; int f(void) { return cuont; }| 'cuont' undeclared (did you mean count?)",
        "struct s { int length; }; int f(struct s *p) { return p->lenght; }"
            + "| 'struct s' has no member named 'lenght' (did you mean length?)",
        "struct s { int length; } s = { .lenght = 1 };"
            + "| 'struct s' has no member named 'lenght' (did you mean length?)",
        "typedef int number_t; nubmer_t x;| unknown type name 'nubmer_t' (did you mean number_t?)",
        "unsinged x;| unknown type name 'unsinged' (did you mean unsigned?)",
        "int f(void) { goto otu; out: return 0; }"
            + "| label 'otu' used but not defined (did you mean out?)",
        "int f(int x) { return __builtin_popcuont(x); }"
            + "| builtin '__builtin_popcuont' is not supported"
            + " (did you mean __builtin_popcount?)",
        "int x __attribute__((unsued));| attribute 'unsued' is not known (did you mean unused?)",
        "int f(void) { return ab; }| 'ab' undeclared"
      })
  void theNearestNameIsProposed(String source, String message) {
    assertEquals(message, rejection(source).replaceFirst("^t\\.c:\\d+:\\d+: ", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int f(void) { return 1; } int f(void) { return 2; }"
            + "| t.c:1:31: redefinition of 'f'; t.c:1:5: note: the previous definition is here",
        "int x; long x;| t.c:1:13: conflicting types for 'x'; have 'long int', previously 'int'; "
            + "t.c:1:5: note: the previous declaration is here"
      })
  void notesNameTheEarlierDeclaration(String source, String messages) {
    assertEquals(messages, rejection(source));
  }

  @Test
  void notesNameTheMacrosAroundAnError() {
    assertEquals(
        "t.c:4:8: 'missing' undeclared; t.c:1:18: note: in the definition of macro 'INNER'; "
            + "t.c:2:23: note: in the definition of macro 'OUTER'",
        rejection(
            "#define INNER(x) missing + x\n#define OUTER(x) (x + INNER(2))\n"
                + "int f(void) {\nreturn OUTER(1); }\n"));
  }

  @TempDir Path folder;

  @Test
  void notesSayHowAFileWasIncluded() throws Exception {
    Path inner = folder.resolve("inner.h");
    Path outer = folder.resolve("outer.h");
    Files.writeString(inner, "int x = y;\n");
    Files.writeString(outer, "\n#include \"inner.h\"\n");
    assertEquals(
        "%s:1:9: 'y' undeclared; %s:2: note: in a file included from here; ".formatted(inner, outer)
            + "t.c:1: note: in a file included from here",
        rejection("#include \"" + outer + "\"\n"));
  }
}
