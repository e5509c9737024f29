package fastpath.codegen;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.pp.Extensions;
import fastpath.codegen.pp.Extensions.Kind;
import fastpath.codegen.pp.Extensions.Treatment;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Walks the names that gcc 12 and clang 14 document: each stands in the table, and the compiler
 * does with it what the table says.
 */
class ExtensionsTest {
  private static List<String> documented(Kind kind) throws IOException {
    String label = kind.word() + " ";
    try (InputStream in = ExtensionsTest.class.getResourceAsStream("documented.txt")) {
      List<String> names = new ArrayList<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(label))
          .forEach(line -> names.addAll(List.of(line.substring(label.length()).split(" "))));
      assertFalse(names.isEmpty());
      return names;
    }
  }

  private static void compile(String text) {
    new OwnCompiler().compile(new Source("t.c", text), Options.DEFAULT);
  }

  private static String refusal(String text) {
    return assertThrows(CompileException.class, () -> compile(text), text).getMessage();
  }

  /** Returns a file that is refused unless an operator of the preprocessor has a value. */
  private static String asks(String operator, String name, boolean value) {
    return "#if !!%s(%s) != %d\n#error\n#endif\nint x;".formatted(operator, name, value ? 1 : 0);
  }

  @Test
  void everyDocumentedNameStandsInTheTable() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (String name : documented(kind)) {
        if (Extensions.of(kind, name).isEmpty()) {
          missing.add(kind + " " + name);
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  /** Vectors, floating point, other targets and other languages are refused by pattern. */
  private static final Pattern BY_PATTERN =
      Pattern.compile(
          "__builtin_(ia32_|shuffle|convertvector|elementwise_|reduce_|matrix_).*"
              + "|__builtin_(arm|amdgcn|r600|nvptx|ppc|altivec|vsx|hexagon|HEXAGON|neon|sve|mips|msa)_.*"
              + "|__builtin_(c|l|ll|i)?(a?(sin|cos|tan)|exp|log|pow|sqrt|arg|conj|imag|proj|real|fabs)"
              + "[a-z0-9]*"
              + "|__builtin_(c|l|ll|i)?(f?ceil|f?floor|r?int|round|trunc|nearbyint|nans?|inf|huge_val)"
              + "[a-z0-9]*"
              + "|__builtin_(f(ma|mod|max|min|dim|rexp|e)|ldexp|modf|hypot|cbrt|copysign|canonicalize)"
              + "[a-z0-9]*"
              + "|__builtin_(l?gamma|tgamma|erf|drem|remainder|remquo|next|sca?lb|ilogb|signi|[jy][01n])"
              + "[a-z0-9_]*"
              + "|(objc|swift|opencl|amdgpu|sycl|aarch64|arm|neon|os|ns|cf|cudart|nv|device|ib).*"
              + "|NSObject|host|global|shared|managed|constant|kernel|launch_bounds|nosvm"
              + "|(intel_)?reqd_.*|work_group_size_hint|vec_type_hint"
              + "|consumable.*|callable_when|.*_typestate");

  @Test
  void everyNameForIntegersStandsSingly() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (String name : documented(kind)) {
        String bare = kind == Kind.ATTRIBUTE ? Extensions.bare(name) : name;
        if (!Extensions.names(kind).contains(bare) && !BY_PATTERN.matcher(bare).matches()) {
          missing.add(kind + " " + name);
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(Extensions.names(Kind.BUILTIN).contains("__builtin_ia32_pdep_di"));
    assertFalse(Extensions.names(Kind.BUILTIN).contains("__builtin_ia32_paddb128"));
  }

  @Test
  void attributesAreTreatedAsTheTableSays() throws IOException {
    for (String name : documented(Kind.ATTRIBUTE)) {
      Treatment treatment = Extensions.of(Kind.ATTRIBUTE, name).orElseThrow();
      boolean refused = treatment == Treatment.REFUSED;
      assertDoesNotThrow(() -> compile(asks("__has_attribute", name, !refused)), name);
      String use = "__attribute__((" + name + ")) int x;";
      if (refused) {
        String expected = "t.c:1:16: attribute '" + Extensions.bare(name) + "' is not supported";
        assertEquals(expected, refusal(use));
      } else if (treatment == Treatment.HARMLESS) {
        assertDoesNotThrow(() -> compile(use), name);
      }
    }
  }

  /** Arguments of the attributes that need some. */
  private static final Map<String, String> ARGUMENTS =
      Map.of(
          "alias", "(\"x\")",
          "cleanup", "(f)",
          "error", "(\"x\")",
          "format", "(printf, 1, 2)",
          "mode", "(SI)",
          "section", "(\"x\")",
          "visibility", "(\"hidden\")",
          "warning", "(\"x\")");

  @Test
  void anHonouredAttributeIsRefusedWhereItHasNoMeaning() throws IOException {
    for (String name : documented(Kind.ATTRIBUTE)) {
      if (Extensions.isHonoured(Kind.ATTRIBUTE, name)) {
        String bare = Extensions.bare(name);
        String use = name + ARGUMENTS.getOrDefault(bare, "");
        assertEquals(
            "t.c:1:42: attribute '" + bare + "' does not apply to an enumerator",
            refusal("void f(int *); enum e { A __attribute__((" + use + ")) };"));
      }
    }
  }

  @Test
  void builtinsAreTreatedAsTheTableSays() throws IOException {
    for (String name : documented(Kind.BUILTIN)) {
      boolean refused = Extensions.of(Kind.BUILTIN, name).orElseThrow() == Treatment.REFUSED;
      assertDoesNotThrow(() -> compile(asks("__has_builtin", name, !refused)), name);
      if (refused) {
        String expected = "t.c:1:21: builtin '" + name + "' is not supported";
        assertEquals(expected, refusal("int f(void) { (void)" + name + "(); return 0; }"));
      }
    }
  }

  @Test
  void pragmasAreTreatedAsTheTableSays() throws IOException {
    for (String name : documented(Kind.PRAGMA)) {
      String words = name.replaceFirst("^(GCC|clang|STDC)_", "$1 ");
      Treatment treatment = Extensions.of(Kind.PRAGMA, name).orElseThrow();
      String use = "#pragma " + words + "\nint x;";
      if (treatment == Treatment.REFUSED) {
        assertEquals("t.c:1:9: #pragma " + words + " is not supported", refusal(use));
      } else if (treatment == Treatment.HARMLESS) {
        assertDoesNotThrow(() -> compile(use), name);
      }
    }
  }

  @Test
  void unknownAttributesAreRefused() {
    assertEquals(
        "t.c:1:16: attribute 'no_such' is not known",
        refusal("__attribute__((__no_such__(1))) int x;"));
    assertEquals("t.c:1:8: attribute 'no_such' is not known", refusal("[[gnu::no_such]] int x;"));
    assertDoesNotThrow(() -> compile(asks("__has_attribute", "no_such", false)));
  }

  @Test
  void unknownPragmasOfVendorsAreRefusedAndOthersIgnored() {
    for (String words : List.of("GCC no_such", "clang no_such 1", "STDC NO_SUCH ON")) {
      String name = words.replaceFirst(" (1|ON)$", "");
      assertEquals(
          "t.c:1:9: #pragma " + name + " is not known", refusal("#pragma " + words + "\nint x;"));
    }
    assertEquals("t.c:1:9: #pragma GCC is not known", refusal("#pragma GCC\nint x;"));
    assertDoesNotThrow(() -> compile("#pragma no_such\nint x;"));
  }

  @Test
  void symbolsHaveTheirVisibility() {
    String text =
        new OwnCompiler()
            .compile(
                new Source(
                    "t.c",
                    """
                    extern int far __attribute__((visibility("protected")));
                    extern int unused __attribute__((visibility("hidden")));
                    int near __attribute__((visibility("default")));
                    int f(void) __attribute__((__visibility__("hidden")));
                    int f(void) { return far + near; }
                    """),
                Options.DEFAULT.withAssembly(true))
            .assembly();
    List<String> visible =
        text.lines()
            .map(line -> line.strip().replaceAll("\\s+", " "))
            .filter(line -> line.matches("\\.(hidden|protected|internal|default) .*"))
            .sorted()
            .toList();
    assertEquals(List.of(".hidden f", ".protected far"), visible);
    assertEquals(
        "t.c:1:27: visibility argument must be one of default, hidden, internal, protected",
        refusal("__attribute__((visibility(\"no\"))) int x;"));
  }

  @Test
  void aPragmaOfVisibilityMayOnlySayDefault() {
    assertEquals(
        "t.c:1:9: #pragma GCC visibility push(hidden) is not supported",
        refusal("#pragma GCC visibility push(hidden)\nint x;\n#pragma GCC visibility pop"));
    assertDoesNotThrow(() ->
        compile("#pragma GCC visibility push(default)\nint x;\n#pragma GCC visibility pop\n"));
  }
}
