package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The package's documentation lists every row that depends on the maker, and no other row. */
class MakersTest {
  private static final Path PAGE = Path.of("src/main/java/fastpath/emulator/isa/package-info.java");

  @Test
  void thePageListsEveryRow() throws IOException {
    String page = words(Files.readString(PAGE).replaceAll("(?m)^ \\*", ""));
    int from = page.indexOf("<ul>");
    int to = page.indexOf("</ul>");
    assertTrue(from >= 0 && to > from, "no list");
    String list = page.substring(from, to + "</ul>".length());
    assertEquals(words(expected()), list, "the list to put into " + PAGE);
  }

  @Test
  void everyDifferenceHasARow() {
    for (MakerDifference difference : MakerDifference.all()) {
      assertTrue(
          Isa.all().stream().anyMatch(form -> form.differences().contains(difference)),
          difference::about);
    }
  }

  /** A row that only one maker's CPUs have states a difference as the reason. */
  @Test
  void everyRowOfOneMakerHasADifference() {
    for (Form form : Isa.all()) {
      boolean both = form.existsOn(CpuProfile.INTEL) && form.existsOn(CpuProfile.AMD);
      assertFalse(!both && form.differences().isEmpty(), form::toString);
    }
  }

  /**
   * Returns the expected documentation: the rows of each difference, each mnemonic with its
   * encodings.
   */
  private static String expected() {
    StringBuilder text = new StringBuilder("<ul>");
    for (MakerDifference difference : MakerDifference.all()) {
      text.append(" <li>").append(capital(difference.about())).append(". Intel: ");
      text.append(difference.intel()).append(" AMD: ").append(difference.amd());
      text.append(" Rows: ").append(rows(difference)).append('.');
    }
    return text.append(" </ul>").toString();
  }

  private static String rows(MakerDifference difference) {
    Map<String, Set<String>> rows = new LinkedHashMap<>();
    for (Form form : Isa.all()) {
      if (form.differences().contains(difference) && !form.sourceOnly) {
        String notation = form.notation() + (form.maker == null ? "" : " (" + name(form) + ")");
        rows.computeIfAbsent(form.mnemonic(), m -> new LinkedHashSet<>()).add(notation);
      }
    }
    return rows.entrySet().stream()
        .map(e -> e.getKey() + " " + String.join(", ", e.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String name(Form form) {
    return switch (form.maker) {
      case INTEL -> "Intel";
      case AMD -> "AMD";
    };
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** Returns a text with single spaces between words. */
  private static String words(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
