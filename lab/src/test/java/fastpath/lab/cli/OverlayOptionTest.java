package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.kernelsrc.KernelSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that an overlay's rows and verdicts are printed beside those of kernelsrc. */
class OverlayOptionTest {
  private static final String COUNT = "include/linux/preempt/count_percpu.h";
  private static final String INCREMENT = "this_cpu_inc_4(__preempt_count);";

  @TempDir static Path folder;
  private static Path overlay;
  private static Path source;

  /**
   * Writes an overlay under which each increment of the count takes two more instructions if
   * LAB_TWICE is set, as in the overlay's preset V9.
   */
  @BeforeAll
  static void write() throws IOException {
    overlay = folder.resolve("twice");
    String header = KernelSources.BASE.text(COUNT);
    put(
        overlay.resolve(COUNT),
        header.replace(
            INCREMENT,
            "\n#ifdef CONFIG_LAB_TWICE\n__asm__ volatile(\"nop\\n\\tnop\");\n#endif\n\t"
                + INCREMENT));
    put(overlay.resolve("Kconfig"), "config LAB_TWICE\n\tbool \"two instructions more\"\n");
    put(
        overlay.resolve("configs/twice.config"),
        KernelSources.BASE.text("configs/3.13-preempt.config").replace("@preset V5", "@preset V9")
            + "CONFIG_LAB_TWICE=y\n");
    source = folder.resolve("f.c");
    Files.writeString(
        source,
        "#include <lab.h>\n#include <linux/preempt.h>\n"
            + "void f(void) { preempt_disable(); preempt_enable(); }\n");
  }

  private static void put(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void theOverlaysRowsStandBesideThoseOfKernelsrc() {
    Shell.Result measured =
        Shell.run(
            "",
            "measure",
            source.toString(),
            "--call",
            "f",
            "--config",
            "V5",
            "--config",
            "V9",
            "--overlay",
            overlay.toString());
    assertEquals(0, measured.code(), measured.err());
    List<List<String>> rows =
        measured
            .out()
            .lines()
            .skip(1)
            .limit(3)
            .map(line -> List.of(line.strip().split(" {2,}")))
            .toList();
    assertEquals(
        List.of("V5 - own", "V5 twice own", "V9 twice own"),
        rows.stream().map(row -> String.join(" ", row.subList(0, 3))).toList(),
        measured.out());
    assertEquals(instructions(rows.get(0)), instructions(rows.get(1)));
    assertEquals(instructions(rows.get(0)) + 2, instructions(rows.get(2)));
  }

  private static long instructions(List<String> row) {
    return Long.parseLong(row.get(6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "measure SOURCE --call f --config V5 --overlay DIR --json",
        "reproduce locked-count-cost --compiler own --overlay DIR --json",
        "validate early-out --config V5 --compiler own --depth 1 --overlay DIR --json",
      })
  void jsonNamesTheOverlay(String command) {
    Shell.Result result = run(command);
    assertEquals(0, result.code(), result.err());
    List<String> named =
        Pattern.compile("\"overlay\": (\\w+|\"\\w+\")")
            .matcher(result.out())
            .results()
            .map(match -> match.group(1))
            .distinct()
            .toList();
    assertEquals(List.of("null", "\"twice\""), named, result.out());
  }

  @Test
  void runTakesTheOverlayAlone() {
    Shell.Result plain = run("run SOURCE --call f --config V5 --json");
    Shell.Result laid = run("run SOURCE --call f --config V9 --overlay DIR --json");
    assertEquals(0, laid.code(), laid.err());
    assertEquals(count(plain) + 2, count(laid));
  }

  private static long count(Shell.Result result) {
    Matcher count = Pattern.compile("\"instructions\": (\\d+)").matcher(result.out());
    assertTrue(count.find(), result.out());
    return Long.parseLong(count.group(1));
  }

  @ParameterizedTest
  @CsvSource({
    "measure SOURCE --call f --config V5 --overlay FOLDER/absent, absent: no such folder",
    "run SOURCE --call f --config V5 --overlay DIR --overlay FOLDER, one at a time",
    "measure SOURCE --call f --config V5 --overlay DIR --overlay DIR, a second one named twice",
    "measure SOURCE --call f --config V99 --overlay DIR, no such file",
    "measure SOURCE --call f --config V9, no such file",
    "measure SOURCE --call f --config V5 -I DIR/include, give that with --overlay",
    "run SOURCE --call f --config V5 -I DIR/include, give that with --overlay",
  })
  void isRefusedInOneLine(String command, String says) {
    Shell.Result refused = run(command);
    assertEquals(2, refused.code(), refused.err());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().contains(says), refused.err());
    assertFalse(refused.out().contains("V5"), refused.out());
  }

  private static Shell.Result run(String command) {
    return Shell.run(
        "",
        command
            .replace("SOURCE", source.toString())
            .replace("DIR", overlay.toString())
            .replace("FOLDER", folder.toString())
            .split(" "));
  }
}
