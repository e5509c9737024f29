package fastpath.tests.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.CompileException;
import fastpath.codegen.Includes;
import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.Source;
import fastpath.lab.silicon.Comparison;
import fastpath.lab.silicon.HostCpu;
import fastpath.lab.silicon.Referee;
import fastpath.tests.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The standalone programs by our own compiler: what it takes ends as on the host CPU and answers as
 * gcc's does; what it does not take it refuses in one line with a place.
 */
class OwnCompilerTest {
  /** How many it takes at least; the rest want what the kernel's headers do not. */
  private static final int AT_LEAST = 56;

  @TempDir Path folder;

  @Test
  void runsWhatItTakes() throws IOException {
    Tools.require("gcc");
    Build build = new Build("gcc", "-O1");
    Programs.compile(build, Files.createDirectory(folder.resolve("gcc")), "-c");
    Programs.Libgcc libgcc = Programs.Libgcc.ofTheHost();
    Map<String, List<String>> wrong = new TreeMap<>();
    Map<String, String> refused = new TreeMap<>();
    AtomicInteger ran = new AtomicInteger();
    try (HostCpu cpu = HostCpu.open()) {
      for (String name : Programs.names()) {
        try {
          List<String> differences = run(name, cpu, libgcc);
          ran.incrementAndGet();
          if (!differences.isEmpty()) {
            wrong.put(name, differences);
          }
        } catch (CompileException e) {
          refused.put(name, e.getMessage());
        }
      }
    }
    refused.values().forEach(m -> assertTrue(m.matches(".*\\.[ch]:\\d+:\\d+: [^\n]+"), m));
    assertEquals(Map.of(), wrong, refused::toString);
    assertTrue(ran.get() >= AT_LEAST, () -> ran + " ran; refused: " + refused);
  }

  private List<String> run(String name, HostCpu cpu, Programs.Libgcc libgcc) throws IOException {
    String text = Files.readString(Programs.sources().resolve(name + ".c"));
    Options options = Options.DEFAULT.withIncludes(Includes.of(List.of(Programs.sources())));
    byte[] own = new OwnCompiler().compile(new Source(name + ".c", text), options).object();
    Path gcc = folder.resolve("gcc");
    Referee expected = new Referee(cpu, Programs.link(name, gcc, libgcc), Programs.OPTIONS);
    expected.runUncounted();
    Referee mine =
        new Referee(
            cpu,
            Programs.link(
                name, n -> n.equals(name) ? own : Programs.bytes(gcc.resolve(n + ".o")), libgcc),
            Programs.OPTIONS);
    Comparison comparison = mine.runUncounted().silicon().orElseThrow();
    if (!comparison.agrees()) {
      return comparison.differences();
    }
    String answer = new String(mine.output(), StandardCharsets.UTF_8);
    String wanted = new String(expected.output(), StandardCharsets.UTF_8);
    return answer.equals(wanted) ? List.of() : List.of("gcc: " + wanted + " ours: " + answer);
  }
}
