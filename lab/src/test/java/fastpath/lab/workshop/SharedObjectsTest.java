package fastpath.lab.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.codegen.source.Source;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Presets share an object only where the compiler would read the same text. The compilers that are
 * installed are asked with {@code -E}.
 */
class SharedObjectsTest {
  private static final KernelSources SOURCES = KernelSources.BASE;

  private static final String COPY = "support/copy_user.S";
  private static final String SCHEDULER = "support/sched.c";

  @Test
  void presetsThatAFileDoesNotTellApartShareItsObject() {
    try (Workshop workshop = new Workshop()) {
      for (Compiler compiler : Compilers.all()) {
        List<Preset> models = SOURCES.models();
        long copies =
            models.stream().map(p -> workshop.object(COPY, p, compiler)).distinct().count();
        long schedulers =
            models.stream().map(p -> workshop.object(SCHEDULER, p, compiler)).distinct().count();
        assertTrue(copies * 4 <= models.size(), copies + " of " + models.size());
        assertTrue(copies < schedulers, compiler.name() + ": " + schedulers);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"support/hooks.c", "support/sched.c", "support/entry.S", "support/uaccess.c"})
  void anotherCompilerReadsTheSameText(String file, @TempDir Path folder) throws Exception {
    KernelTree tree = new KernelTree(SOURCES);
    Path copy = folder.resolve(Path.of(file).getFileName());
    Files.writeString(copy, tree.source(file).text());
    for (Compiler compiler : Compilers.all()) {
      if (compiler.name().equals(Compilers.OWN)) {
        continue;
      }
      Map<String, String> read = new HashMap<>();
      for (Preset preset : SOURCES.models()) {
        Options options = tree.options(compiler, preset);
        String ours = compiler.preprocess(tree.source(file), options).orElseThrow();
        String theirs = run(compiler.name(), copy, options);
        assertTrue(theirs.lines().count() > 10, theirs);
        assertEquals(read.computeIfAbsent(ours, key -> theirs), theirs, preset.shortName());
      }
    }
    tree.close();
  }

  private static String run(String compiler, Path file, Options options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(compiler, "-O2", "-std=gnu11", "-E"));
    options.includeDirs().forEach(include -> command.add("-I" + include));
    options.defines().forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add(file.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), text);
    return text;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#if __has_builtin(__builtin_clz)\nint x;\n#endif\n",
        "#ifdef __has_feature\nint x;\n#endif\n",
        "#if __has_attribute(cold)\nint x;\n#endif\n"
      })
  void aQuestionThatOnlyTheCompilerCanAnswerSharesNothing(String text) {
    for (Compiler compiler : Compilers.all()) {
      boolean own = compiler.name().equals(Compilers.OWN);
      assertEquals(
          own, compiler.preprocess(new Source("x.c", text), Options.DEFAULT).isPresent(), text);
    }
  }

  @Test
  void theCompilersOwnMacrosDecide() {
    Source source = new Source("x.c", "#ifdef __clang__\nint a;\n#else\nint b;\n#endif\n");
    for (Compiler compiler : Compilers.all()) {
      String text = compiler.preprocess(source, Options.DEFAULT).orElseThrow();
      assertEquals(compiler.name().equals("clang"), text.contains("int a"), text);
    }
  }
}
