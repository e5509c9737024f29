package fastpath.lab.workshop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.codegen.source.Source;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.cache.Cache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        String ours = compiler.content(tree.source(file), options).orElseThrow().text();
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
          own, compiler.content(new Source("x.c", text), Options.DEFAULT).isPresent(), text);
    }
  }

  /**
   * An object that is kept is taken instead of a compilation, as long as the source and the driver
   * are the same.
   */
  @Test
  void keptObjectsAreTaken(@TempDir Path folder) throws IOException {
    Path driver = folder.resolve("cc");
    Path log = folder.resolve("log");
    Optional<String> gcc =
        Compilers.all().stream().map(Compiler::name).filter("gcc"::equals).findAny();
    assumeTrue(gcc.isPresent(), "gcc was not found");
    Files.writeString(driver, "#!/bin/sh\necho \"$@\" >>" + log + "\nexec gcc \"$@\"\n");
    assertTrue(driver.toFile().setExecutable(true));
    Cache cache = Cache.in(folder.resolve("kept"), Cache.LARGEST);
    byte[] first = compiled(driver, "V1", cache);
    assertEquals(1, compilations(log));
    assertArrayEquals(first, compiled(driver, "V1", cache));
    assertEquals(1, compilations(log));
    compiled(driver, "V5", cache);
    assertEquals(2, compilations(log));
    assertArrayEquals(first, compiled(driver, "V1", Cache.none()));
    assertEquals(3, compilations(log));
    Files.writeString(driver, "# changed\n", StandardOpenOption.APPEND);
    assertArrayEquals(first, compiled(driver, "V1", cache));
    assertEquals(4, compilations(log));
  }

  private static byte[] compiled(Path driver, String preset, Cache cache) {
    try (Workshop workshop = new Workshop(SOURCES, cache)) {
      Compiler compiler = Compilers.named(driver.toString());
      Preset v = SOURCES.presetsNamed(preset).getFirst();
      return workshop.object(SCHEDULER, v, compiler).elf();
    }
  }

  private static long compilations(Path log) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.contains(" -c ")).count();
  }

  @Test
  void theCompilersOwnMacrosDecide() {
    Source source = new Source("x.c", "#ifdef __clang__\nint a;\n#else\nint b;\n#endif\n");
    for (Compiler compiler : Compilers.all()) {
      String text = compiler.content(source, Options.DEFAULT).orElseThrow().text();
      assertEquals(compiler.name().equals("clang"), text.contains("int a"), text);
    }
  }
}
