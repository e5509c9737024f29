package fastpath.lab.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.kernelsrc.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the pages have the modules that their modules import, and know every role. */
class PageModuleTest {
  private static final Path FOLDER = Path.of("src/main/resources/fastpath/lab/page");
  private static final Pattern IMPORT = Pattern.compile("from \"(fastpath/[a-z-]+\\.js)\"");

  @Test
  void everyModuleInTheFolderIsListed() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      Set<String> there =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".js"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(there, names(PageModule.ALL));
    }
  }

  private static Set<String> names(List<PageModule> modules) {
    return modules.stream().map(PageModule::file).collect(Collectors.toCollection(TreeSet::new));
  }

  /** A report has no module that it does not use, and each module that it uses. */
  @Test
  void aReportHasWhatItsModulesImport() {
    Set<String> reached = new TreeSet<>(Set.of("fastpath/report.js"));
    int before;
    do {
      before = reached.size();
      PageModule.OF_REPORT.stream()
          .filter(module -> reached.contains(module.specifier()))
          .toList()
          .forEach(module ->
              reached.addAll(
                  IMPORT
                      .matcher(module.text())
                      .results()
                      .map((MatchResult m) -> m.group(1))
                      .toList()));
    } while (reached.size() > before);
    assertEquals(
        reached,
        PageModule.OF_REPORT.stream()
            .map(PageModule::specifier)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void everyRoleHasALetterOfItsOwnAndAColour() {
    String roles = PageModule.resource("roles.js");
    String styles = PageModule.resource(PageModule.STYLES);
    Set<String> letters = new TreeSet<>();
    for (Role role : Role.values()) {
      Letter letter = new Letter(roles, role.label());
      assertTrue(letters.add(letter.text()), role.label());
      assertTrue(
          styles.contains(".role-" + role.label().replaceAll("[^a-z]+", "-") + " {"), role.label());
    }
  }

  /** The letter of a role in {@code roles.js}. */
  private record Letter(String roles, String label) {
    String text() {
      Matcher line =
          Pattern.compile("^  \"?" + Pattern.quote(label) + "\"?: \"([A-Z])\",$", Pattern.MULTILINE)
              .matcher(roles);
      assertTrue(line.find(), label);
      return line.group(1);
    }
  }
}
