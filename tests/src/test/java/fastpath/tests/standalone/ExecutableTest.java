package fastpath.tests.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.lab.silicon.SiliconCheck;
import fastpath.tests.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The programs under every code model, linked by ld into static executables. As a process of the
 * host and loaded by the emulator, each has the same exit code and output, and every byte of its
 * memory is the same as on the host CPU. The optimization levels are tested by {@link MatrixTest},
 * which uses our linker.
 */
@ExtendWith(Bench.Shared.class)
class ExecutableTest {
  @TempDir static Path folder;

  @BeforeAll
  static void need() {
    Tools.require("gcc", "clang", "ld");
    Tools.requireSilicon();
  }

  static List<Build> builds() {
    return Build.codeModels();
  }

  @ParameterizedTest
  @MethodSource("builds")
  void endsAsAProcess(Build build, Bench bench) throws IOException {
    Path here = Files.createTempDirectory(folder, "executables");
    Map<String, List<String>> differences = new TreeMap<>();
    Programs.names().parallelStream()
        .forEach(name -> check(name, here, bench.compiled(build), bench, differences));
    assertEquals(Map.of(), differences);
  }

  private static void check(
      String name, Path here, Path objects, Bench bench, Map<String, List<String>> differences) {
    Path executable = here.resolve(name);
    List<String> ld = new ArrayList<>(List.of("ld", "-z", "noexecstack"));
    ld.addAll(List.of("-o", executable.toString(), name + ".o", "runtime.o"));
    ld.add(bench.libgcc().path().toString());
    Run.in(objects, ld);
    ObjectFile file = ObjectFile.read(name, Programs.bytes(executable));
    Image image = Linker.link(List.of(file), LinkOptions.low());
    SiliconCheck referee = new SiliconCheck(bench.cpu(), image, Programs.OPTIONS);
    SiliconCheck.Verdict verdict = referee.runUncounted();
    List<String> found = new ArrayList<>(verdict.silicon().orElseThrow().differences());
    String ours =
        new String(referee.output(), StandardCharsets.ISO_8859_1)
            + "exit "
            + verdict.outcome().exitCode();
    String process = process(executable);
    if (!ours.equals(process)) {
      found.add("as a process: " + process + "; here: " + ours);
    }
    if (!found.isEmpty()) {
      synchronized (differences) {
        differences.put(name, found);
      }
    }
  }

  /** Returns the output and the exit code of a process of the executable. */
  private static String process(Path executable) {
    try {
      Process process = new ProcessBuilder(executable.toString()).redirectErrorStream(true).start();
      byte[] output = process.getInputStream().readAllBytes();
      return new String(output, StandardCharsets.ISO_8859_1) + "exit " + process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
