package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.workshop.Compilers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that what all calls of a fast path cost together under V1 is the sum of its causes. A
 * sample of fast paths is examined; {@code -Dfastpath.blame=all} examines all of them.
 */
class BlameSumTest {
  private static final List<String> SAMPLE = List.of("hash-lookup", "route-lookup");

  private static final Pattern FIGURE =
      Pattern.compile("\"(instructions|pushes|stackBytes)\": (-?\\d+)");

  /** The only calls of a fast path that cannot be rewritten. */
  private static final String COMPUTED = "\"problem\": \"its target is computed\"";

  @TempDir Path folder;

  static Stream<Arguments> variants() {
    boolean all = "all".equals(System.getProperty("fastpath.blame"));
    return KernelSources.BASE.fastPaths().stream()
        .filter(fastPath -> all || SAMPLE.contains(fastPath.name()))
        .flatMap(fastPath ->
            Compilers.all().stream()
                .map(Compiler::name)
                .map(compiler -> Arguments.of(fastPath.name(), compiler)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("variants")
  void theCausesAddUp(String name, String compiler) throws Exception {
    FastPath fastPath =
        KernelSources.BASE.fastPaths().stream()
            .filter(f -> f.name().equals(name))
            .findFirst()
            .orElseThrow();
    Path file = folder.resolve(Path.of(fastPath.file()).getFileName());
    Files.writeString(file, KernelSources.BASE.text(fastPath.file()));
    Shell.Result result =
        Shell.run(
            "",
            "blame",
            file.toString(),
            "--call",
            fastPath.function(),
            "--setup",
            fastPath.setup(),
            "--config",
            "V1",
            "--compiler",
            compiler,
            "--json");
    assertEquals(0, result.code(), result.err());
    assertFalse(result.out().replace(COMPUTED, "").contains("\"problem\""), result.out());
    int at = result.out().indexOf("\"together\": {");
    if (at < 0) {
      assertEquals("early-out", name, "every other fast path has a call that the compiler sees");
      return;
    }
    String together = result.out().substring(at);
    String causes = together.substring(together.indexOf("\"causes\""));
    for (String figure : List.of("instructions", "pushes", "stackBytes")) {
      long sum = figures(figure, causes).stream().mapToLong(Long::longValue).sum();
      assertEquals(figures(figure, together).getFirst(), sum, figure);
    }
    System.err.printf(
        "blame %s %s %s%n", name, compiler, figures("instructions", together).getFirst());
  }

  private static List<Long> figures(String figure, String json) {
    return FIGURE
        .matcher(json)
        .results()
        .filter(m -> m.group(1).equals(figure))
        .map(m -> Long.parseLong(m.group(2)))
        .toList();
  }
}
