package fastpath.tests.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.image.Image;
import fastpath.lab.silicon.Comparison;
import fastpath.lab.silicon.HostCpu;
import fastpath.lab.silicon.Referee;
import fastpath.tests.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every program by gcc and clang at every level, linked by us: the machine ends as the same bytes
 * do in a process of the host's, with the same exit code, output, registers, and every byte of
 * data, zeros and stack the same.
 */
class MatrixTest {
  /**
   * Programs of fewer instructions are single-stepped too, for their counts; {@code
   * -Dfastpath.standalone.stepped=100000000} steps all.
   */
  private static final long STEPPED = Long.getLong("fastpath.standalone.stepped", 4_000);

  @TempDir static Path folder;
  private static HostCpu cpu;
  private static Programs.Libgcc libgcc;

  /** Program to exit code and output: the same whatever compiled it. */
  private static final Map<String, String> ANSWERS = new ConcurrentHashMap<>();

  @BeforeAll
  static void open() {
    Tools.require("gcc", "clang");
    cpu = HostCpu.open();
    libgcc = Programs.Libgcc.ofTheHost();
  }

  @AfterAll
  static void close() {
    cpu.close();
  }

  static List<Build> builds() {
    return Build.all();
  }

  @ParameterizedTest
  @MethodSource("builds")
  void endsAsNatively(Build build) throws IOException {
    Path here = Files.createTempDirectory(folder, "build");
    Programs.compile(build, here, "-c");
    List<String> names = Programs.names();
    assertTrue(names.size() >= 60, names::toString);
    Map<String, List<String>> differences = new TreeMap<>();
    names.parallelStream().forEach(name -> check(name, here, differences));
    assertEquals(Map.of(), differences);
  }

  private static void check(String name, Path here, Map<String, List<String>> differences) {
    Image image = Programs.link(name, here, libgcc);
    Referee referee = new Referee(cpu, image, Programs.OPTIONS);
    Referee.Verdict verdict = referee.runUncounted();
    Comparison comparison = verdict.silicon().orElseThrow();
    String answer = verdict.outcome().exitCode() + "\n" + new String(referee.output());
    String before = ANSWERS.putIfAbsent(name, answer);
    if (comparison.agrees() && verdict.outcome().counters().instructions() < STEPPED) {
      comparison = new Referee(cpu, image, Programs.OPTIONS).run().silicon().orElseThrow();
    }
    synchronized (differences) {
      if (!comparison.agrees()) {
        differences.put(name, comparison.differences());
      } else if (before != null && !before.equals(answer)) {
        differences.put(name, List.of("not the same answer as from another compiler", answer));
      }
    }
  }
}
