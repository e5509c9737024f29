package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * User access of both eras under every check and with every CPU's copy function, by every compiler.
 */
@ExtendWith(SharedWorkshop.class)
class UserAccessTest {
  /**
   * Fast paths, faults and bad address ranges: the result and data are the same everywhere, and a
   * reschedule happens when due.
   */
  @Test
  void everyRunIsVerified(Workshop workshop) {
    Tools.require("gcc", "clang");
    List<Compiler> compilers = Stream.of("own", "gcc", "clang").map(Compilers::named).toList();
    Grid grid =
        Grid.fill(
            workshop,
            KernelSources.BASE.userAccess(),
            KernelSources.BASE.userAccessPresets(),
            compilers,
            Steps.SILENT);
    assertEquals(List.of(), grid.problems());
  }
}
