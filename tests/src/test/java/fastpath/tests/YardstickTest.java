package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our compiler compared with gcc -O2 and clang -O2, on every fast path under every variant and
 * every user copy under every check. {@link YardstickTable} prints the measurements.
 */
@ExtendWith(SharedWorkshop.class)
class YardstickTest {
  private static final double MOST_ON_AVERAGE = 1.10;
  private static final double MOST_IN_A_CELL = 1.35;

  private static YardstickTable fastPaths;
  private static YardstickTable copies;

  @BeforeAll
  static void measure(Workshop workshop) {
    Tools.require("gcc", "clang");
    List<Compiler> compilers = Stream.of("own", "gcc", "clang").map(Compilers::named).toList();
    fastPaths =
        YardstickTable.measure(
            workshop, KernelSources.BASE.fastPaths(), KernelSources.BASE.presets(), compilers);
    copies =
        YardstickTable.measure(
            workshop, KernelSources.BASE.copies(), KernelSources.BASE.checks(), compilers);
  }

  static Stream<Named<YardstickTable>> tables() {
    return Stream.of(Named.of("fast paths", fastPaths), Named.of("copies", copies));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyRunIsVerified(YardstickTable table) {
    assertEquals(List.of(), table.grid().problems());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void leafAndFramedAsWhereTheOthersAgree(YardstickTable table) {
    assertEquals(List.of(), table.disagreements());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void hardlyMoreInstructionsThanGcc(YardstickTable table) {
    assertTrue(table.mean() <= MOST_ON_AVERAGE, () -> "mean " + table.mean());
    assertEquals(
        List.of(), table.above(MOST_IN_A_CELL).stream().map(YardstickTable.Row::line).toList());
  }
}
