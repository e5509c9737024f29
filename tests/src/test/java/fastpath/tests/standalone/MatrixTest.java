package fastpath.tests.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.EngineKind;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.lab.silicon.SiliconCheck;
import fastpath.lab.silicon.SiliconCpu;
import fastpath.lab.silicon.StateComparison;
import fastpath.tests.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every program by gcc and clang at several levels, linked by our linker and run on both engines.
 * The machine ends with the same exit code, output, registers, and every byte of data, bss and
 * stack as a process of the host that executes the same bytes.
 */
@ExtendWith(Bench.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatrixTest {
  /**
   * The number of instructions below which a program is also single-stepped to compare counts;
   * {@code -Dfastpath.standalone.stepped=100000000} steps all programs.
   */
  private static final long STEPPED = Long.getLong("fastpath.standalone.stepped", 4_000);

  /** The exit code and output by program: the same for every build. */
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  @BeforeAll
  static void need() {
    Tools.require("gcc", "clang");
    Tools.requireSilicon();
  }

  static List<Build> builds() {
    return Build.chosen();
  }

  @ParameterizedTest
  @MethodSource("builds")
  void endsAsNatively(Build build, Bench bench) {
    Path objects = bench.compiled(build);
    List<String> names = Programs.names();
    assertTrue(names.size() >= 60, names::toString);
    Map<String, List<String>> differences = new TreeMap<>();
    MachineOptions options = Programs.OPTIONS.withEngine(engine(build));
    names.parallelStream()
        .forEach(name -> {
          Image image = Programs.link(name, objects, bench.libgcc());
          List<String> found = check(name, bench.cpu(), image, options);
          if (!found.isEmpty()) {
            synchronized (differences) {
              differences.put(name, found);
            }
          }
        });
    assertEquals(Map.of(), differences);
  }

  private List<String> check(String name, SiliconCpu cpu, Image image, MachineOptions options) {
    SiliconCheck referee = new SiliconCheck(cpu, image, options);
    SiliconCheck.Verdict verdict = referee.runUncounted();
    StateComparison comparison = verdict.silicon().orElseThrow();
    if (comparison.agrees() && verdict.outcome().counters().instructions() < STEPPED) {
      comparison = new SiliconCheck(cpu, image, options).run().silicon().orElseThrow();
    }
    if (!comparison.agrees()) {
      return comparison.differences();
    }
    String answer = verdict.outcome().exitCode() + "\n" + new String(referee.output());
    String before = answers.putIfAbsent(name, answer);
    return before == null || before.equals(answer)
        ? List.of()
        : List.of("not the same answer as from another compiler", answer);
  }

  /**
   * Returns the engine for a build: for the optimization levels the lockstep engine, which compares
   * the translator's registers, flags, memory and counts with the interpreter's; for other builds
   * one of the two engines alone. {@code -Dfastpath.standalone.engine=NAME} sets one engine for all
   * builds.
   */
  private static EngineKind engine(Build build) {
    String name = System.getProperty("fastpath.standalone.engine");
    if (name != null) {
      return EngineKind.named(name).orElseThrow();
    }
    if (Build.codeModels().contains(build)) {
      return EngineKind.INTERPRETER;
    }
    return build.options().contains("haswell") ? EngineKind.TRANSLATOR : EngineKind.VERIFY;
  }
}
