package fastpath.tests.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Includes;
import fastpath.codegen.source.Source;
import fastpath.lab.silicon.SiliconCheck;
import fastpath.lab.silicon.StateComparison;
import fastpath.tests.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The standalone programs by our own compiler: a program that it accepts ends as on the host CPU
 * and with the result of gcc's build. A program that the compiler does not accept is rejected with
 * one line that names a place.
 */
@ExtendWith(Bench.Shared.class)
class OwnCompilerTest {
  /**
   * The least number of programs that the compiler must accept; the other programs use features
   * that the kernel's headers do not need.
   */
  private static final int AT_LEAST = 55;

  @BeforeAll
  static void need() {
    Tools.require("gcc");
    Tools.requireSilicon();
  }

  @Test
  void runsWhatItTakes(Bench bench) {
    Path gcc = bench.compiled(new Build("gcc", "-O1"));
    Map<String, List<String>> wrong = new ConcurrentSkipListMap<>();
    Map<String, String> refused = new ConcurrentSkipListMap<>();
    AtomicInteger ran = new AtomicInteger();
    Programs.names().parallelStream()
        .forEach(name -> {
          try {
            List<String> differences = run(name, gcc, bench);
            ran.incrementAndGet();
            if (!differences.isEmpty()) {
              wrong.put(name, differences);
            }
          } catch (CompileException e) {
            refused.put(name, e.getMessage());
          }
        });
    refused.values().forEach(m -> assertTrue(m.matches(".*\\.[ch]:\\d+:\\d+: [^\n]+"), m));
    assertEquals(Map.of(), wrong, refused::toString);
    assertTrue(ran.get() >= AT_LEAST, () -> ran + " ran; refused: " + refused);
  }

  private static List<String> run(String name, Path gcc, Bench bench) {
    String text =
        new String(Programs.bytes(Programs.sources().resolve(name + ".c")), StandardCharsets.UTF_8);
    Options options = Options.DEFAULT.withIncludes(Includes.of(List.of(Programs.sources())));
    byte[] own = new OwnCompiler().compile(new Source(name + ".c", text), options).object();
    SiliconCheck expected =
        new SiliconCheck(bench.cpu(), Programs.link(name, gcc, bench.libgcc()), Programs.OPTIONS);
    expected.runUncounted();
    SiliconCheck mine =
        new SiliconCheck(
            bench.cpu(),
            Programs.link(
                name,
                n -> n.equals(name) ? own : Programs.bytes(gcc.resolve(n + ".o")),
                bench.libgcc()),
            Programs.OPTIONS);
    StateComparison comparison = mine.runUncounted().silicon().orElseThrow();
    if (!comparison.agrees()) {
      return comparison.differences();
    }
    String answer = new String(mine.output(), StandardCharsets.UTF_8);
    String wanted = new String(expected.output(), StandardCharsets.UTF_8);
    return answer.equals(wanted) ? List.of() : List.of("gcc: " + wanted + " ours: " + answer);
  }
}
