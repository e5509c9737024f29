package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests C files that include headers of kernelsrc without --config, and .configs of kernels. */
class NoConfigTest {
  @TempDir Path folder;

  private Path mine;

  /** Writes the example of the README at the top. */
  @BeforeEach
  void write() throws IOException {
    String page = Files.readString(Path.of("../README.md"));
    String example = page.substring(page.indexOf("```c\n") + 5);
    mine = folder.resolve("mine.c");
    Files.writeString(mine, example.substring(0, example.indexOf("```")));
  }

  private Shell.Result run(String... args) {
    return Shell.run("", args);
  }

  private String[] lookup(String command, String... more) {
    List<String> words =
        new ArrayList<>(List.of(command, mine.toString(), "--call", "lookup", "--setup", "make"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  void theExampleRunsWithoutAConfigAsUnderV0() {
    Shell.Result none = run(lookup("measure", "--json"));
    Shell.Result v0 = run(lookup("measure", "--json", "--config", "V0"));
    assertEquals(0, none.code(), none.err());
    assertTrue(none.err().contains("includes lab.h of kernelsrc"), none.err());
    assertEquals(v0.out().replace("\"config\": \"V0\"", "\"config\": \"\""), text(none.out(), v0));
    assertEquals(0, run(lookup("run")).code());
    assertEquals(0, run(lookup("blame")).code());
  }

  /** Returns a document in which the time that the guest took is that of another result. */
  private static String text(String out, Shell.Result other) {
    Pattern seconds = Pattern.compile("\"seconds\": [^,]*");
    return seconds
        .matcher(out)
        .replaceFirst(seconds.matcher(other.out()).results().findFirst().orElseThrow().group());
  }

  @Test
  void macrosOfTheCommandLineAreTheSymbolsOfTheSupportFiles() {
    Shell.Result defined =
        run(lookup("measure", "-D", "CONFIG_PREEMPT", "-D", "CONFIG_PREEMPT_COUNT=1"));
    Shell.Result preset = run(lookup("measure", "--config", "V1b"));
    assertEquals(0, defined.code(), defined.err());
    assertEquals(
        preset.out().replaceAll("V1b|-", "").replaceAll(" +", " "),
        defined.out().replaceAll("-", "").replaceAll(" +", " "));
  }

  @Test
  void aHeaderBetweenMayBringThem() throws IOException {
    Files.writeString(folder.resolve("own.h"), "#include <linux/preempt.h>\n");
    Path file =
        Files.writeString(
            folder.resolve("between.c"),
            "#include \"own.h\"\nint f(int x) { preempt_disable(); preempt_enable(); return x; }\n");
    Shell.Result result = run("measure", file.toString(), "--call", "f", "--args", "1");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.err().contains("own.h includes linux/preempt.h"), result.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#include \"list.h\"\n", "/* #include <lab.h> */\n"})
  void aFileWithNothingOfOursIsLinkedAlone(String first) throws IOException {
    Files.writeString(folder.resolve("list.h"), "");
    Path file = Files.writeString(folder.resolve("a.c"), first + "int f(int x) { return x; }\n");
    Shell.Result result = run("measure", file.toString(), "--call", "f", "--args", "1");
    assertEquals(0, result.code(), result.err());
    assertEquals("", result.err());
  }

  @Test
  void theConfigOfAKernelIsSaidToBeAPreset() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve(".config"),
            "#\n# Linux/x86 3.13.0 Kernel Configuration\n#\nCONFIG_X86_64=y\nCONFIG_X86_SMAP=y\n"
                + "CONFIG_PREEMPT=y\nCONFIG_PREEMPT_COUNT=y\nCONFIG_PREEMPT_RCU=y\nCONFIG_USB=m\n");
    Shell.Result own = run(lookup("measure", "--config", config.toString()));
    Shell.Result preset = run(lookup("measure", "--config", "K313p"));
    assertEquals(0, own.code(), own.err());
    assertTrue(
        own.err().replaceAll("\\s+", " ").contains(".config: Linux 3.13.0 is K313p"), own.err());
    assertEquals(
        preset.out().replaceAll("K313p|-", "").replaceAll(" +", " "),
        own.out().replaceAll("\\.config|-", "").replaceAll(" +", " "));
  }

  @Test
  void theNearestNameOfASymbolIsProposed() throws IOException {
    Path config = Files.writeString(folder.resolve("a.config"), "CONFIG_PREEMPT_THUNC=y\n");
    Shell.Result result = run(lookup("measure", "--config", config.toString()));
    assertEquals(2, result.code());
    assertTrue(
        result.err().contains("a.config:1:1: unknown symbol CONFIG_PREEMPT_THUNC")
            && result.err().contains("did you mean CONFIG_PREEMPT_THUNK?"),
        result.err());
  }

  @Test
  void aKernelThatCannotBeReCreatedIsRefused() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("a.config"), "# Linux/arm64 6.1.0 Kernel Configuration\nCONFIG_SMP=y\n");
    Shell.Result result = run(lookup("measure", "--config", config.toString()));
    assertEquals(2, result.code());
    assertTrue(result.err().contains("a.config:1:3: CONFIG_X86_64 is not set"), result.err());
  }

  /** The rows of two files of one name would have the same key, and a baseline but one of them. */
  @ParameterizedTest
  @ValueSource(strings = {".config", "mine.config"})
  void twoConfigsOfOneNameAreToldByTheirPaths(String name) throws IOException {
    Path one = Files.createDirectories(folder.resolve("one")).resolve(name);
    Path two = Files.createDirectories(folder.resolve("two")).resolve(name);
    Files.writeString(one, "CONFIG_PREEMPT=y\nCONFIG_PREEMPT_COUNT=y\n");
    Files.writeString(two, "# CONFIG_PREEMPT is not set\n");
    Path file = Files.writeString(folder.resolve("plain.c"), "int f(int x) { return x; }\n");
    Shell.Result both =
        Shell.run(
            "",
            "measure",
            file.toString(),
            "--call",
            "f",
            "--args",
            "1",
            "--json",
            "--config",
            one.toString(),
            "--config",
            two.toString());
    assertEquals(0, both.code(), both.err());
    assertTrue(both.out().contains("\"config\": \"" + one + "\""), both.out());
    assertTrue(both.out().contains("\"config\": \"" + two + "\""), both.out());
  }
}
