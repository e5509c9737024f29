package fastpath.tests.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every fault of the catalogue is noticed by the command that its entry names, except faults whose
 * entry explains why no check can notice. {@code -Dfastpath.mutants=all} tests all faults, {@code
 * -Dfastpath.mutants=TEXT,...} the faults whose id contains one of the texts; the default is a
 * sample. The table is written to {@code target/mutants.txt}.
 */
class MutantsTest {
  static final String CATALOGUE = "mutants/kernelsrc.txt";
  private static final String CHOSEN = System.getProperty("fastpath.mutants", "");

  /**
   * The sample has every seventh fault; the number is prime, so that every kind is in the sample.
   */
  private static final int SAMPLE = 7;

  @Test
  void everyFaultIsNoticed() throws IOException {
    List<Trial> trials =
        Catalogue.chosen(CATALOGUE, CHOSEN, SAMPLE).parallelStream().map(Trial::of).toList();
    List<String> rows = trials.stream().map(Trial::row).toList();
    Files.write(Path.of("target", "mutants.txt"), rows);
    List<String> wrong = trials.stream().filter(t -> !t.isAsSaid()).map(Trial::row).toList();
    assertEquals(List.of(), wrong);
  }

  @Test
  void theCatalogueIsLargeAndItsFaultsAreDifferent() {
    List<Mutant> all = Catalogue.read(CATALOGUE);
    assertTrue(all.size() >= 80, all.size() + " faults");
    assertEquals(all.size(), all.stream().map(Mutant::id).distinct().count());
    all.forEach(Mutant::sources);
  }
}
