package fastpath.lab.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import fastpath.kernelsrc.KernelSources;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each claim holds as expected, and fails once the cold call is taken out. */
class TwinTest {
  @Test
  void aClaimIsAboutTheCall() {
    try (Workshop workshop = new Workshop()) {
      for (Claim claim : Claims.ALL) {
        Finding real = claim.evaluate(setting(workshop, false));
        Finding twin = claim.evaluate(setting(workshop, true));
        assertEquals(List.of(), real.problems());
        assertEquals(List.of(), twin.problems());
        assertEquals(claim.expected(), real.verdict(), claim.name());
        assertNotEquals(claim.expected(), twin.verdict(), claim.name());
      }
    }
  }

  private static Setting setting(Workshop workshop, boolean twin) {
    return new Setting(
        workshop,
        List.of(Compilers.named(Compilers.OWN)),
        List.of(KernelSources.preset("V0").orElseThrow()),
        twin,
        Steps.SILENT);
  }
}
