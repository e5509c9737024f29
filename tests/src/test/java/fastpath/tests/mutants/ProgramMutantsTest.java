package fastpath.tests.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.tests.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Faults of the program's own counting, attribution, analysis, translation and comparison are
 * noticed by the check that each entry names. {@code -Dfastpath.mutants} selects faults as in
 * {@link MutantsTest}; the table is written to {@code target/program-mutants.txt}.
 */
class ProgramMutantsTest {
  private static final String CATALOGUE = "mutants/program.txt";
  private static final String CHOSEN = System.getProperty("fastpath.mutants", "");

  /** The sample has every eighth fault, because each fault needs a program that starts cold. */
  private static final int SAMPLE = 8;

  @Test
  void everyFaultIsNoticed() throws Exception {
    // The checks that the catalogue's entries name need these tools too.
    Tools.require("gcc", "clang", "as");
    List<String> rows = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (Mutant mutant : Catalogue.chosen(CATALOGUE, CHOSEN, SAMPLE)) {
      String noticed;
      try (FaultyProgram program = FaultyProgram.with(mutant)) {
        noticed = program.run(mutant.command());
      }
      String row =
          String.format(
              "%-40s | %s | %s | %s",
              mutant.id(),
              mutant.kind(),
              mutant.command(),
              noticed.isEmpty() ? "SURVIVES " + mutant.survives() : noticed);
      rows.add(row);
      if (noticed.isEmpty() == mutant.survives().isEmpty()) {
        wrong.add(row);
      }
    }
    Files.write(Path.of("target", "program-mutants.txt"), rows);
    assertEquals(List.of(), wrong);
  }

  @Test
  void eachKindHasSeveral() throws IOException {
    List<Mutant> all = Catalogue.read(CATALOGUE);
    for (Mutant mutant : all) {
      mutant.in(Files.readString(Path.of("..").resolve(mutant.file())));
    }
    assertEquals(all.size(), all.stream().map(Mutant::id).distinct().count());
    TreeSet<String> kinds =
        all.stream().map(Mutant::kind).collect(Collectors.toCollection(TreeSet::new));
    for (String kind : kinds) {
      assertTrue(all.stream().filter(m -> m.kind().equals(kind)).count() >= 3, kind);
    }
    assertEquals(
        new TreeSet<>(
            List.of("counters", "criteria", "digests", "exploration", "lowering", "roles")),
        kinds);
  }
}
