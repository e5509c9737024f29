package fastpath.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole C programs: the test functions return the expected results when compiled by our compiler
 * under each frame strategy and run by the emulator, and when compiled by gcc and run natively.
 */
class ProgramsTest {
  private static final List<String> PROGRAMS =
      List.of(
          "aggregates",
          "alloca",
          "arithmetic",
          "assembly",
          "control",
          "meanings",
          "macros",
          "guards",
          "containers",
          "operands",
          "wide",
          "jumps",
          "newer",
          "c23",
          "builtins",
          "concurrency",
          "atomics",
          "reals",
          "initializers");

  /** The programs of which each test function is an idiom of today's kernel headers. */
  private static final List<String> IDIOMS =
      List.of(
          "alloca",
          "atomics",
          "builtins",
          "concurrency",
          "containers",
          "guards",
          "jumps",
          "macros",
          "meanings",
          "newer",
          "operands",
          "wide");

  @Test
  void thereAreIdiomsOfKernelHeaders() {
    int idioms = IDIOMS.stream().mapToInt(program -> expected(program).size()).sum();
    assertTrue(idioms >= 150, () -> idioms + " idioms");
  }

  @TestFactory
  Stream<DynamicTest> own() {
    return PROGRAMS.stream()
        .flatMap(program ->
            Arrays.stream(FrameStrategy.values())
                .map(frame ->
                    DynamicTest.dynamicTest(
                        program + " " + frame,
                        () -> assertEquals(expected(program), own(program, frame)))));
  }

  @TestFactory
  Stream<DynamicTest> gcc(@TempDir Path folder) {
    return PROGRAMS.stream()
        .map(program ->
            DynamicTest.dynamicTest(
                program, () -> assertEquals(expected(program), gcc(program, folder))));
  }

  private static Map<String, String> own(String program, FrameStrategy frame) {
    OwnCompiler compiler = new OwnCompiler();
    Options options =
        Options.DEFAULT.withStrategy(new Strategy(frame)).withCflags(List.of(standard(program)));
    List<ObjectFile> objects =
        Stream.of(program, "support")
            .map(name -> new Source(name + ".c", text(name + ".c")))
            .map(source ->
                ObjectFile.read(source.name(), compiler.compile(source, options).object()))
            .toList();
    Machine machine =
        Machine.create(Linker.link(objects, LinkOptions.kernel()), MachineOptions.defaults());
    Map<String, String> results = new LinkedHashMap<>();
    for (String test : expected(program).keySet()) {
      Outcome outcome = machine.call(test);
      assertEquals(Stop.RETURN, outcome.stop(), () -> test + ": " + outcome);
      results.put(test, Long.toHexString(outcome.value()));
    }
    return results;
  }

  private static Map<String, String> gcc(String program, Path folder)
      throws IOException, InterruptedException {
    boolean required = "required".equals(System.getProperty("fastpath.cross-checks"));
    boolean here =
        System.getProperty("os.arch").equals("amd64")
            && System.getProperty("os.name").equals("Linux")
            && GccCompiler.find("gcc").isPresent();
    if (required && !here) {
      fail("gcc on x86-64 Linux is required");
    }
    assumeTrue(here, "gcc on x86-64 Linux was not found");
    Path source = folder.resolve(program + ".c");
    Path main = folder.resolve("main-" + program + ".c");
    Path executable = folder.resolve(program);
    Files.writeString(source, text(program + ".c"));
    Files.writeString(main, main(expected(program).keySet()));
    run(
        "gcc",
        "-w",
        standard(program),
        "-O2",
        "-fno-strict-aliasing",
        "-no-pie",
        "-fno-pic",
        "-o",
        executable.toString(),
        source.toString(),
        main.toString());
    Map<String, String> results = new LinkedHashMap<>();
    run(executable.toString())
        .lines()
        .forEach(line -> results.put(line.split(" ")[0], line.split(" ")[1]));
    return results;
  }

  /** Returns the flag for the dialect of a program. */
  private static String standard(String program) {
    return program.equals("c23") ? "-std=gnu2x" : "-std=gnu17";
  }

  private static String main(Iterable<String> tests) {
    StringBuilder text = new StringBuilder("int printf(const char *, ...);\n");
    StringBuilder calls = new StringBuilder();
    for (String test : tests) {
      text.append("unsigned long ").append(test).append("(void);\n");
      calls.append("printf(\"").append(test).append(" %lx\\n\", ").append(test).append("());\n");
    }
    return text + "int main(void) {\n" + calls + "return 0;\n}\n";
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out;
  }

  /**
   * Returns the expected result of each test function in hexadecimal, as computed by gcc's code.
   */
  private static Map<String, String> expected(String program) {
    Map<String, String> results = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>(text("expected.txt").lines().toList());
    for (String line : lines) {
      String[] parts = line.split(" ");
      if (parts[0].equals(program)) {
        results.put(parts[1], parts[2]);
      }
    }
    return results;
  }

  private static String text(String name) {
    try (InputStream in = ProgramsTest.class.getResourceAsStream("c/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
