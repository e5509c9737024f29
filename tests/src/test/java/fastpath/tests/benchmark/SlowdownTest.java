package fastpath.tests.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.emulator.EngineKind;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints the slowdown of each workload against native execution on each engine, and under qemu-user
 * and callgrind where installed. The figures are medians of processor times over rounds in which
 * the contenders alternate. All contenders must compute the same results. {@code
 * -Dfastpath.slowdown=ROUNDS} enables this test; {@code -Dfastpath.slowdown.only=REGEX} selects
 * contenders.
 */
@EnabledIfSystemProperty(named = "fastpath.slowdown", matches = "\\d+")
class SlowdownTest {
  private static final double SECONDS = 0.5;
  private static final int ROUNDS = Integer.getInteger("fastpath.slowdown", 7);

  private static final String ONLY = System.getProperty("fastpath.slowdown.only", ".*");

  @TempDir static Path folder;

  @Test
  void table() throws Exception {
    byte[] object = Workload.object(folder);
    String program = Workload.program(folder).toString();
    List<Contender> contenders = new ArrayList<>();
    contenders.add(Contender.process("native", List.of(program)));
    contenders.add(Contender.engine(object, EngineKind.TRANSLATOR));
    contenders.add(Contender.engine(object, EngineKind.INTERPRETER));
    if (present("qemu-x86_64")) {
      contenders.add(Contender.process("qemu-user", List.of("qemu-x86_64", program)));
    }
    if (present("valgrind")) {
      contenders.add(
          Contender.process(
              "callgrind",
              List.of("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program)));
    }
    contenders.removeIf(c -> !c.name().matches("native|" + ONLY));
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (Workload w : Workload.values()) {
      measure(w, contenders, rows);
    }
    contenders.forEach(Contender::close);
    print(rows);
  }

  private static boolean present(String tool) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(f -> Files.isExecutable(Path.of(f, tool)));
  }

  private static void measure(
      Workload w, List<Contender> contenders, Map<String, List<String>> rows) {
    long[] work = new long[contenders.size()];
    long value = contenders.getFirst().run(w, 100).value();
    for (int i = 0; i < work.length; i++) {
      Contender c = contenders.get(i);
      assertEquals(value, c.run(w, 100).value(), () -> w + " on " + c.name());
      work[i] = calibrated(w, c);
    }
    double[][] slowdowns = new double[work.length][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double unit = 0;
      for (int i = 0; i < work.length; i++) {
        double each = contenders.get(i).run(w, work[i]).seconds() / work[i];
        unit = i == 0 ? each : unit;
        slowdowns[i][round] = each / unit;
      }
    }
    for (int i = 0; i < work.length; i++) {
      Arrays.sort(slowdowns[i]);
      rows.computeIfAbsent(contenders.get(i).name(), n -> new ArrayList<>())
          .add(String.format(Locale.ROOT, "%.2f", slowdowns[i][ROUNDS / 2]));
    }
  }

  /**
   * Returns an amount of work that takes long enough to be measured, once the contender is warm.
   */
  private static long calibrated(Workload w, Contender c) {
    long n = 100;
    double spent = 0;
    double seconds;
    do {
      seconds = c.run(w, n).seconds();
      spent += seconds;
      if (seconds < SECONDS) {
        n = (long) Math.max(n + 1, n * Math.min(10, 1.1 * SECONDS / Math.max(seconds, 1e-6)));
      }
    } while (seconds < SECONDS || spent < c.warmUp());
    return n;
  }

  private static void print(Map<String, List<String>> rows) {
    StringBuilder table = new StringBuilder("| slowdown |");
    for (Workload w : Workload.values()) {
      table.append(' ').append(w.label()).append(" |");
    }
    table.append("\n|").append(" --- |".repeat(Workload.values().length + 1)).append('\n');
    rows.forEach((name, cells) ->
        table
            .append("| ")
            .append(name)
            .append(" | ")
            .append(String.join(" | ", cells))
            .append(" |\n"));
    System.out.print(table);
  }
}
