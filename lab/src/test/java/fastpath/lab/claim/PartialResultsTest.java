package fastpath.lab.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Overlay;
import fastpath.lab.table.Reproduction;
import fastpath.lab.verdict.Claim;
import fastpath.lab.verdict.Finding;
import fastpath.lab.verdict.Setting;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that a failure in a claim is reported beside the results that did not fail. */
class PartialResultsTest {
  private static final int WIDTH = 80;

  /**
   * Cases in which a scenario of the claim faults: the criterion about that scenario is still
   * evaluated, and has no answer.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "omit-the-check,     contexts/copy_fault.c,  copy-fault under A8 by own,  5",
    "nothing-per-thread, contexts/not_running.c, not-running under V1 by own, 3"
  })
  void aScenarioThatFailsIsAProblem(String name, String file, String place, int asked) {
    Claim claim = Claims.named(name).orElseThrow();
    String broken =
        KernelSources.BASE.text(file).replace("lab_trace('1');", "__asm__ __volatile__(\"ud2\");");
    try (Workshop workshop =
        new Workshop(KernelSources.under(new Overlay("broken", "broken", Map.of(file, broken))))) {
      Finding finding = claim.evaluate(setting(workshop));
      Reproduction reproduction = new Reproduction(claim, null, finding);
      assertTrue(
          finding.problems().stream().anyMatch(line -> line.startsWith(place + ": ")),
          finding.problems()::toString);
      assertEquals(asked, finding.criteria().get(Compilers.OWN).size());
      assertFalse(reproduction.asExpected());
      String text = String.join("\n", reproduction.lines(WIDTH, true));
      assertTrue(text.contains("incomplete or not verified"), text);
      assertTrue(text.contains(place + ": "), text);
      assertTrue(text.endsWith(")"), text);
    }
  }

  private static Setting setting(Workshop workshop) {
    return new Setting(
        workshop,
        List.of(Compilers.named(Compilers.OWN)),
        List.of(),
        Optional.empty(),
        Steps.SILENT);
  }
}
