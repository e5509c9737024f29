package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fastpath.lab.silicon.SiliconCpu;
import fastpath.lab.workshop.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests measure --time, where the host CPU can be asked. */
class TimeTest {
  private static final Pattern TIME =
      Pattern.compile(
          "\"time\": \\{\"median\": ([\\d.]+), \"low\": ([\\d.]+), \"high\": ([\\d.]+), \"calls\": \\d+}");

  @TempDir Path folder;

  @BeforeAll
  static void needHost() {
    boolean there = true;
    try (SiliconCpu cpu = SiliconCpu.open()) {
      assertTrue(cpu.profile() != null);
    } catch (LabException e) {
      there = false;
    }
    assumeTrue(there, "the host CPU cannot be asked");
  }

  /** A call with a thousand divisions takes longer than one with ten, whatever the machine does. */
  @Test
  void moreWorkTakesLonger() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("work.c"),
            "unsigned long f(unsigned long n)\n{\n\tunsigned long x = ~0UL;\n"
                + "\twhile (n--)\n\t\tx = x / (n + 3) + ~0UL / 2;\n\treturn x;\n}\n");
    Shell.Result result =
        Shell.run(
            "",
            "measure",
            file.toString(),
            "--call",
            "f",
            "--args",
            "10",
            "--args",
            "1000",
            "--time",
            "--json");
    assertEquals(0, result.code(), result.err());
    List<double[]> times =
        TIME.matcher(result.out())
            .results()
            .map(m ->
                new double[] {
                  Double.parseDouble(m.group(1)),
                  Double.parseDouble(m.group(2)),
                  Double.parseDouble(m.group(3))
                })
            .toList();
    assertEquals(2, times.size(), result.out());
    for (double[] t : times) {
      assertTrue(t[1] <= t[0] && t[0] <= t[2], result.out());
    }
    assertTrue(times.getFirst()[1] > 1, result.out());
    assertTrue(times.getLast()[1] > 10 * times.getFirst()[1], result.out());
    assertEquals(Set.of(), DocumentSchema.errors("measure", result.out()));
  }

  /** The set-up function runs before each call, so that every call finds the same data. */
  @Test
  void everyCallFindsTheDataOfTheSetUp() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("once.c"),
            "static int used;\nvoid make(unsigned long args[6]) { used = 0; args[0] = 5; }\n"
                + "int f(int x) { if (used++) __builtin_trap(); return x; }\n");
    Shell.Result result =
        Shell.run("", "measure", file.toString(), "--call", "f", "--setup", "make", "--time");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("ns a call"), result.out());
    assertTrue(
        Pattern.compile("own +-?\\d+\\.\\d+ +-?\\d+\\.\\d+ +\\d+\\.\\d+ +14336\n")
            .matcher(result.out())
            .find(),
        result.out());
  }

  @Test
  void comparedRowsHaveTimesToo() throws IOException {
    Path file = Files.writeString(folder.resolve("a.c"), "int f(int x) { return x * x; }\n");
    Shell.Result result =
        Shell.run(
            "", "compare", file.toString(), "--call", "f", "--args", "1", "--args", "2", "--time");
    assertEquals(0, result.code(), result.err());
    assertEquals(2, result.out().lines().filter(line -> line.endsWith(" 14336")).count());
  }

  @Test
  void theCallsOfAClaimAreTimed() {
    Shell.Result result =
        Shell.run(
            "",
            "reproduce",
            "cold-call",
            "--compiler",
            "own",
            "--config",
            "V5",
            "--time",
            "--json");
    assertEquals(0, result.code(), result.err());
    assertEquals(Set.of(), DocumentSchema.errors("reproduce", result.out()));
    assertTrue(TIME.matcher(result.out()).results().count() > 3, result.out());
    Shell.Result refused = Shell.run("", "reproduce", "--article", "--time");
    assertEquals(2, refused.code(), refused.out());
    assertTrue(refused.err().contains("so --time cannot be given too"), refused.err());
  }

  @Test
  void whatCannotRunThereIsSaid() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("off.c"), "int f(int x) { __asm__ volatile(\"cli\"); return x; }\n");
    Shell.Result result =
        Shell.run("", "measure", file.toString(), "--call", "f", "--args", "1", "--time", "--json");
    assertEquals(0, result.code(), result.err());
    assertTrue(
        Pattern.compile("\"time\": \\{\"notRun\": \"[^\"]+\"}").matcher(result.out()).find(),
        result.out());
  }
}
