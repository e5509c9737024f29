package fastpath.codegen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fastpath.codegen.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The flags that make other things than an object: -E, the rules of -M, and the prefix maps. */
class DriverFlagsTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("sys"));
    Files.writeString(folder.resolve("one.h"), "#include \"with blank.h\"\nint one;\n");
    Files.writeString(folder.resolve("with blank.h"), "#pragma once\nint blank;\n");
    Files.writeString(folder.resolve("sys/sys.h"), "#include \"inner.h\"\n");
    Files.writeString(folder.resolve("sys/inner.h"), "int inner;\n");
    Files.writeString(folder.resolve("first.h"), "int first;\n");
    String name = "a_long_name_so_that_the_rule_is_continued_on_another_line.h";
    Files.writeString(folder.resolve(name), "int named;\n");
    Files.writeString(
        folder.resolve("t.c"),
        """
        #ifndef MISSING
        #include "one.h"
        #else
        #include "missing.h"
        #endif
        #include <sys.h>
        #include "%s"
        #pragma pack(push, 1)
        struct packed { char a; long b; };
        #pragma pack(pop)
        #pragma GCC diagnostic ignored "-Wall"
        const char *name = __FILE__, *base = __BASE_FILE__;
        int f(int a) { return -(-a) + sizeof(struct packed) + __LINE__; }
        """
            .formatted(name));
  }

  private static Optional<GccCompiler> driver(String name) {
    return GccCompiler.find(name);
  }

  private String gcc(List<String> flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("gcc"));
    command.addAll(flags);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), command::toString);
      return text;
    }
  }

  /** Returns the rule without the test's folder, in which gcc runs. */
  private String rule(List<String> given) throws IOException {
    List<String> flags = new ArrayList<>(given);
    MakeRule rule = MakeRule.take(flags).orElseThrow();
    flags.replaceAll(flag ->
        flag.startsWith("-isystem")
            ? "-isystem" + folder + "/sys"
            : flag.replace("F/", folder + "/"));
    Path file = folder.resolve("t.c");
    Options options = Options.DEFAULT.withIncludeDirs(List.of(folder.resolve("sys")));
    if (flags.stream().anyMatch(flag -> flag.startsWith("-isystem"))) {
      options = Options.DEFAULT;
    }
    if (flags.remove("-DMISSING")) {
      options = options.withDefines(java.util.Map.of("MISSING", "1"));
    }
    Preprocessed made =
        new OwnCompiler().preprocess(Source.of(file), options.withCflags(flags), rule.missing());
    List<String> names =
        (rule.system() ? made.included() : made.user())
            .stream().map(name -> name.replace(folder + "/", "")).toList();
    return rule.text("t.o", "t.c", names);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-M -nostdinc -Isys",
        "-MM -Isys",
        "-MM -isystemsys",
        "-MM -MP -Isys",
        "-M -MP -nostdinc -isystemsys -MT out/x$y -MQ out/x$y",
        "-MM -MG -DMISSING -Isys",
        "-MM -MTa -MQb.o -Isys -include F/first.h"
      })
  void rulesAreThoseOfGcc(String line) throws Exception {
    assumeTrue(driver("gcc").isPresent());
    List<String> flags = List.of(line.split(" "));
    List<String> theirs =
        Stream.concat(flags.stream().map(flag -> flag.replace("F/", "")), Stream.of("t.c"))
            .toList();
    List<String> ours = flags.stream().filter(flag -> !flag.equals("-Isys")).toList();
    assertEquals(gcc(theirs), rule(ours));
  }

  @ParameterizedTest
  @CsvSource({
    "-MF x, '-MF has a meaning with -M, -MM, -MD or -MMD only'",
    "-MP, '-MP has a meaning with -M, -MM, -MD or -MMD only'",
    "-MD -MG, -MG has a meaning with -M or -MM only",
    "-M -MT, -MT lacks its argument"
  })
  void flagsOfRulesWithoutAMeaningAreRefused(String flags, String message) {
    List<String> words = new ArrayList<>(List.of(flags.split(" ")));
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> MakeRule.take(words)).getMessage());
  }

  @Test
  void preprocessedTextIsReadBack() throws Exception {
    Source source = Source.of(folder.resolve("t.c"));
    Options options = Options.DEFAULT.withIncludeDirs(List.of(folder.resolve("sys")));
    OwnCompiler own = new OwnCompiler();
    String text = own.preprocess(source, options, false).text();
    assertTrue(text.startsWith("# 1 \"" + folder + "/t.c\"\n"), text);
    assertTrue(text.contains("#pragma GCC diagnostic ignored \"-Wall\"\n"), text);
    Source again = new Source(source.name(), text);
    assertArrayEquals(
        own.compile(source, options).object(), own.compile(again, Options.DEFAULT).object());
    Path file = Files.writeString(folder.resolve("t.i"), text);
    for (String compiler : List.of("gcc", "clang")) {
      if (driver(compiler).isEmpty()) {
        continue;
      }
      List<String> read = List.of("-fpreprocessed", "-Wall", "-Werror", "-fsyntax-only");
      List<String> command = new ArrayList<>(List.of(compiler));
      command.addAll(compiler.equals("gcc") ? read : List.of("-Werror", "-fsyntax-only"));
      command.add(file.toString());
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (InputStream out = process.getInputStream()) {
        String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
      }
    }
  }

  private byte[] object(Compiler compiler, Path in, String flag) throws IOException {
    Files.createDirectories(in);
    Path header = Files.writeString(in.resolve("h.h"), "static int g(int a) { return a * 7; }\n");
    Path file =
        Files.writeString(
            in.resolve("t.c"),
            "#include \"h.h\"\nconst char *n = __FILE__; int f(int a) { return g(a); }\n");
    assertTrue(Files.exists(header));
    String map = flag.replace("DIR", in.toString());
    return compiler
        .compile(Source.of(file), Options.DEFAULT.withCflags(List.of(map.split(" "))))
        .object();
  }

  @Test
  void objectsFromTwoFoldersAreEqualUnderAPrefixMap() throws IOException {
    List<Compiler> compilers = new ArrayList<>(List.of(new OwnCompiler()));
    compilers.addAll(GccCompiler.discover());
    for (Compiler compiler : compilers) {
      for (String flags :
          List.of(
              "-ffile-prefix-map=DIR=/src",
              "-fdebug-prefix-map=DIR=/src -fmacro-prefix-map=DIR=/src")) {
        byte[] one = object(compiler, folder.resolve("one"), flags);
        byte[] two = object(compiler, folder.resolve("second"), flags);
        assertArrayEquals(one, two, compiler.name() + " " + flags);
        String text = new String(one, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("/src/t.c"), compiler.name());
        assertFalse(text.contains(folder.toString()), compiler.name());
      }
    }
  }

  @Test
  void eachPrefixMapHasItsOwnMeaning() throws IOException {
    Path in = folder.resolve("one");
    String name = in + "/t.c";
    for (String flag : List.of("-fdebug-prefix-map=DIR=/src", "-fmacro-prefix-map=DIR=/src")) {
      String text = new String(object(new OwnCompiler(), in, flag), StandardCharsets.ISO_8859_1);
      assertTrue(text.contains(name) && text.contains("/src/t.c"), flag);
    }
    Options options =
        Options.DEFAULT.withCflags(
            List.of("-fmacro-prefix-map=/a=/b", "-fmacro-prefix-map=/a/c=/d"));
    String source = "_Static_assert(sizeof __FILE__ == sizeof \"%s\", \"\");";
    new OwnCompiler().compile(new Source("/a/x.c", source.formatted("/b/x.c")), options);
    new OwnCompiler().compile(new Source("/a/c/x.c", source.formatted("/d/x.c")), options);
  }
}
