package fastpath.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small C programs give the same results on the machine as on the host CPU. */
class ProgramsTest {
  private static final List<String> PROGRAMS =
      List.of("sort", "hash", "bits", "divide", "strings", "crc", "matrix", "structs");
  private static final List<String> COMPILERS =
      List.of(
          "gcc -O0",
          "gcc -O1 -fpic",
          "gcc -O2 -mcmodel=kernel -fno-pic",
          "gcc -O3 -march=x86-64-v3",
          "clang -O0 -fpic",
          "clang -O2 -mcmodel=kernel -fno-pic",
          "clang -Os -march=x86-64-v3");

  /** The functions that compilers call implicitly, such as memcpy. */
  private static final String LIBRARY =
      """
      typedef unsigned long size_t;
      void *memset(void *d, int c, size_t n) { char *p = d; while (n--) *p++ = c; return d; }
      void *memcpy(void *d, const void *s, size_t n) {
        for (char *p = d; n--; s = (char *)s + 1) *p++ = *(char *)s;
        return d;
      }
      int __popcountdi2(size_t x) { int n = 0; for (; x; x &= x - 1) n++; return n; }
      """;

  private static final String FLAGS = "-w -mno-sse -mno-mmx -mno-80387 -fno-stack-protector";

  @TempDir static Path directory;
  private static byte[] library;

  static Stream<Arguments> programs() {
    return PROGRAMS.stream()
        .flatMap(p ->
            Stream.of("gcc", "clang")
                .flatMap(c ->
                    Stream.of(
                            "-O0",
                            "-O1",
                            "-O2",
                            "-O3",
                            "-Os",
                            "-O2 -mcmodel=kernel -fno-pic",
                            "-O2 -fpic",
                            "-O2 -march=x86-64-v3")
                        .map(o -> Arguments.of(p, c, o))));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void asOnTheHost(String program, String compiler, String options) throws IOException {
    Tools.need(compiler);
    String source = text(program + ".c");
    String all = FLAGS + " " + options;
    byte[] elf = Tools.compile(directory, compiler, source, all.split(" "));
    Machine machine =
        Machine.create(
            Linker.link(
                List.of(ObjectFile.read("t.o", elf), ObjectFile.read("l.o", library())),
                LinkOptions.kernel()),
            MachineOptions.defaults().withMaxInstructions(50_000_000));
    String expected = expected(program, source);
    StringBuilder actual = new StringBuilder();
    for (long seed = 1; seed <= 5; seed++) {
      Outcome o = machine.call("test", seed * 0x9e3779b97f4a7c15L);
      assertEquals(Stop.RETURN, o.stop(), () -> o.fault().message());
      actual.append(Long.toHexString(o.value())).append('\n');
    }
    assertEquals(expected, actual.toString());
  }

  private static synchronized byte[] library() {
    if (library == null) {
      library =
          Tools.compile(
              directory,
              "gcc",
              LIBRARY,
              (FLAGS + " -O1 -fno-tree-loop-distribute-patterns").split(" "));
    }
    return library;
  }

  /** Returns the result that the host computes, which is computed once for each program. */
  private static String expected(String program, String source) throws IOException {
    Path result = directory.resolve(program + ".expected");
    if (!Files.exists(result)) {
      Files.writeString(
          directory.resolve("h.c"),
          source
              + """
              #include <stdio.h>
              int main(void) {
                for (unsigned long s = 1; s <= 5; s++)
                  printf("%lx\\n", test(s * 0x9e3779b97f4a7c15ul));
              }
              """);
      Tools.run(directory, "gcc", "-w", "-O1", "h.c", "-o", "h");
      Files.writeString(result, Tools.run(directory, "./h"));
    }
    return Files.readString(result);
  }

  private static String text(String name) {
    try (var in = ProgramsTest.class.getResourceAsStream("/programs/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
