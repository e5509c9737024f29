package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.option.FrameStrategy;
import fastpath.codegen.option.Strategy;
import fastpath.codegen.source.Source;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * C programs of many kinds, each with a function {@code unsigned long NAME(unsigned long)} in
 * {@code programs/NAME.c}. Compiled by our compiler under every frame strategy and emulated, and
 * compiled natively, they return the values in {@code programs/results}.
 */
class ProgramsTest {
  /** The library functions that compilers may call without a call in the source. */
  private static final String LIBRARY =
      """
      void *memcpy(void *to, const void *from, unsigned long n)
      { char *t = to; const char *f = from; while (n--) *t++ = *f++; return to; }
      void *memset(void *to, int c, unsigned long n)
      { char *t = to; while (n--) *t++ = (char)c; return to; }
      """;

  @TempDir Path folder;

  static Set<String> programs() throws IOException {
    return results().keySet();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void oursReturnsTheResults(String program) throws IOException {
    Map<Long, String> expected = results().get(program);
    for (FrameStrategy frame : FrameStrategy.values()) {
      Machine machine = machine(new Strategy(frame), program);
      Map<Long, String> found = new LinkedHashMap<>();
      for (long argument : expected.keySet()) {
        Outcome outcome = machine.call(program, argument);
        found.put(
            argument,
            outcome.stop() == Stop.RETURN
                ? Long.toHexString(outcome.value())
                : outcome.stop() + " " + outcome.fault());
      }
      assertEquals(expected, found, frame::toString);
    }
  }

  @Test
  void theHostReturnsTheResults() throws Exception {
    Tools.require("gcc");
    StringBuilder main = new StringBuilder("int printf(const char *, ...);\n");
    StringBuilder body = new StringBuilder();
    List<String> command =
        new ArrayList<>(List.of("gcc", "-w", "-O1", "-fno-strict-aliasing", "-fwrapv"));
    StringBuilder expected = new StringBuilder();
    for (Map.Entry<String, Map<Long, String>> entry : results().entrySet()) {
      String name = entry.getKey();
      Path file = folder.resolve(name + ".c");
      Files.writeString(file, text(name + ".c"));
      command.add(file.toString());
      main.append("unsigned long %s(unsigned long);\n".formatted(name));
      entry
          .getValue()
          .forEach((argument, value) -> {
            body.append(
                "  printf(\"%s %d %%lx\\n\", %s(%d));\n".formatted(name, argument, name, argument));
            expected.append("%s %d %s\n".formatted(name, argument, value));
          });
    }
    Path program = folder.resolve("programs");
    Files.writeString(folder.resolve("main.c"), main + "int main(void)\n{\n" + body + "}\n");
    command.addAll(List.of(folder.resolve("main.c").toString(), "-o", program.toString()));
    Tools.run(command.toArray(String[]::new));
    assertEquals(expected.toString(), Tools.run(program.toString()));
  }

  private static Machine machine(Strategy strategy, String program) throws IOException {
    Options options = Options.DEFAULT.withStrategy(strategy);
    List<ObjectFile> objects = new ArrayList<>();
    for (Source source :
        List.of(
            new Source(program + ".c", text(program + ".c")), new Source("library.c", LIBRARY))) {
      byte[] object = new OwnCompiler().compile(source, options).object();
      objects.add(ObjectFile.read(source.name(), object));
    }
    return Machine.create(
        Linker.link(objects, LinkOptions.kernel()),
        MachineOptions.defaults().withMaxInstructions(50_000_000));
  }

  /** Returns the expected results by program and argument, both numbers read as hexadecimal. */
  private static Map<String, Map<Long, String>> results() throws IOException {
    Map<String, Map<Long, String>> results = new LinkedHashMap<>();
    for (String line : text("results").lines().toList()) {
      String[] words = line.split(" ");
      results
          .computeIfAbsent(words[0], name -> new LinkedHashMap<>())
          .put(Long.parseLong(words[1]), words[2]);
    }
    return results;
  }

  private static String text(String file) throws IOException {
    try (InputStream in = ProgramsTest.class.getResourceAsStream("/programs/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
