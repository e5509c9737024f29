package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.Json;
import fastpath.lab.validate.Depth;
import fastpath.lab.validate.Start;
import fastpath.lab.validate.Subject;
import fastpath.lab.validate.Validation;
import fastpath.lab.validate.ValidationJson;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs that start from a snapshot at their last interrupt find the same failures as runs from the
 * entry. {@code -Dfastpath.validate=all} compares all runs of {@code validate --compiler own}.
 */
@ExtendWith(SharedWorkshop.class)
class SharedPrefixTest {
  private static final boolean ALL = "all".equals(System.getProperty("fastpath.validate"));

  @Test
  void whereARunStartsDoesNotMatter(Workshop workshop) {
    Set<String> names =
        Set.of("hash-lookup", "rcu-replace", "page-fault", "idle", "about-to-sleep", "copy-fault");
    List<Preset> presets =
        Stream.of("V1", "V4", "V5", "SM")
            .map(name -> KernelSources.BASE.preset(name).orElseThrow())
            .toList();
    List<Subject.Group> groups =
        ALL
            ? Subject.select(KernelSources.BASE, Set.of(), List.of())
            : Subject.select(KernelSources.BASE, names, presets);
    Depth depth = new Depth(2, ALL ? 1000 : 60);
    Validation expected = validation(workshop, groups, depth, Start.ENTRY);
    Validation actual = validation(workshop, groups, depth, Start.PLACE);
    assertEquals(json(expected), json(actual));
    assertEquals(expected.examined(), actual.examined());
    assertTrue(expected.failures().stream().anyMatch(e -> e.preset().shortName().equals("SM")));
  }

  private static Validation validation(
      Workshop workshop, List<Subject.Group> groups, Depth depth, Start start) {
    return Validation.of(
        workshop, groups, List.of(Compilers.named(Compilers.OWN)), depth, start, Steps.SILENT);
  }

  private static String json(Validation validation) {
    return Json.write(ValidationJson.of(List.of(validation)));
  }
}
