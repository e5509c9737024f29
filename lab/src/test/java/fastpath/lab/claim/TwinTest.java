package fastpath.lab.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import fastpath.kernelsrc.KernelSources;
import fastpath.lab.verdict.Claim;
import fastpath.lab.verdict.Finding;
import fastpath.lab.verdict.Setting;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each claim comes out as expected, and otherwise once what it is about is taken out. */
class TwinTest {
  private static final Workshop WORKSHOP = new Workshop();

  static final List<String> CLAIMS = Claims.ALL.stream().map(Claim::name).toList();

  @AfterAll
  static void close() {
    WORKSHOP.close();
  }

  @ParameterizedTest
  @FieldSource("CLAIMS")
  void theTwinTurnsTheVerdict(String name) {
    Claim claim = Claims.named(name).orElseThrow();
    Finding real = claim.evaluate(setting(false));
    Finding twin = claim.evaluate(setting(true));
    assertEquals(List.of(), real.problems());
    assertEquals(List.of(), twin.problems());
    assertEquals(claim.expected(), real.verdict());
    assertNotEquals(claim.expected(), twin.verdict());
  }

  private static Setting setting(boolean twin) {
    return new Setting(
        WORKSHOP,
        List.of(Compilers.named(Compilers.OWN)),
        List.of(KernelSources.BASE.preset("V0").orElseThrow()),
        twin,
        Steps.SILENT);
  }
}
