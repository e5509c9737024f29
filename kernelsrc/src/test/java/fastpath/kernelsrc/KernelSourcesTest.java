package fastpath.kernelsrc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelSourcesTest {

  private static final Pattern CONFIG = Pattern.compile("\\bCONFIG_(\\w+)");
  private static final Pattern INCLUDE = Pattern.compile("(?m)^#include <(.*)>");

  @Test
  void theIndexListsEveryFile() throws Exception {
    Path root = Path.of(KernelSources.class.getResource("/kernelsrc/index").toURI()).getParent();
    try (Stream<Path> files = Files.walk(root)) {
      Set<String> found =
          files
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString())
              .filter(path -> !path.equals("index"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(found, new TreeSet<>(KernelSources.BASE.files()));
    }
  }

  @Test
  void variantsAndChecksInTheOrderOfTheTables() {
    assertEquals(
        List.of("V0", "V1", "V1b", "V2", "V3", "V4", "V4g", "V5", "V6", "V6c", "RF"),
        KernelSources.BASE.presets().stream().map(Preset::shortName).toList());
    assertEquals(
        List.of("U0", "U1", "U2", "U3", "U4", "U5", "U6", "U7", "U7d", "U8"),
        KernelSources.BASE.checks().stream().map(Preset::shortName).toList());
    assertEquals(
        List.of("CC", "CDn", "CDv", "CDf", "CL", "C16", "CT", "CA", "CI", "CQ", "CG", "CGp"),
        KernelSources.BASE.models().stream().map(Preset::shortName).toList());
    assertEquals(
        List.of(
            "K311p", "K313n", "K313v", "K313p", "K313s", "K615n", "K615dn", "K615dv", "K615df",
            "K615l"),
        KernelSources.BASE.kernels().stream().map(Preset::shortName).toList());
    assertEquals(
        List.of("SL", "SC", "SG", "SM"),
        KernelSources.BASE.remotes().stream().map(Preset::shortName).toList());
    assertEquals(
        List.of("races/wakeup.c", "races/idle.c", "races/polling.c"), KernelSources.BASE.races());
    assertEquals(
        List.of(
            "A0", "A0s", "A0u", "A1", "A1d", "A2", "A3", "A7", "A7d", "A8", "A9", "M0", "M0e",
            "M0s", "M0u", "M1", "M6"),
        KernelSources.BASE.userAccessPresets().stream().map(Preset::shortName).toList());
  }

  @Test
  void everyPresetSaysWhichKernelItStandsFor() {
    for (Preset preset : KernelSources.BASE.allPresets()) {
      assertTrue(preset.era().isPresent(), preset.name());
    }
  }

  @Test
  void thePageNamesEveryPresetAndNoOther() throws IOException {
    Set<String> named =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("| "))
            .flatMap(line -> Stream.of(line.split(" \\| ", -1)[1].split("[\\s;]+")))
            .filter(word -> word.matches("[A-Z]+\\d\\w*|[A-Z]{2}\\w?"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> presets =
        KernelSources.BASE.allPresets().stream()
            .map(Preset::shortName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(presets, named);
  }

  @ParameterizedTest
  @CsvSource({
    "3.13, 3.13, true",
    "3.10-3.12, 3.11, true",
    "3.10-3.12, 3.12-3.13, true",
    "3.10-3.12, 3.13, false",
    "3.9, 3.10, false",
    "2.6-3.2, 3.2-6.15, true",
  })
  void releasesOverlapWhereOneBelongsToBoth(String one, String other, boolean overlap) {
    assertEquals(overlap, Releases.parse(one).overlap(Releases.parse(other)));
    assertEquals(overlap, Releases.parse(other).overlap(Releases.parse(one)));
    assertEquals(one, Releases.parse(one).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# @releases 3.13",
        "# @options PREEMPT",
        "# @releases 3.13\n# @options PREEMPT\n# @what-if V5",
        "# @releases 3.13-3.11\n# @options PREEMPT",
        "# @releases today\n# @options PREEMPT",
      })
  void anEraIsReleasesAndOptionsOrAChange(String text) {
    PresetFile good = new PresetFile("own", "# @preset X\n# @title x\n");
    assertEquals("X", good.preset("own", KernelSources.BASE.kconfig()).shortName());
    PresetFile bad = new PresetFile("own", good.text() + text);
    assertThrows(
        IllegalStateException.class, () -> bad.preset("own", KernelSources.BASE.kconfig()));
  }

  @Test
  void aPresetGoesByEitherName() {
    Preset preset = KernelSources.BASE.preset("V5").orElseThrow();
    assertEquals(preset, KernelSources.BASE.preset("3.13-preempt").orElseThrow());
    assertEquals("1", preset.defines().get("CONFIG_PREEMPT_THUNK"));
    assertTrue(KernelSources.BASE.preset("V99").isEmpty());
  }

  @Test
  void fastPathsAreUniqueAndNameWhatTheirFileDefines() {
    List<FastPath> all =
        Stream.of(
                KernelSources.BASE.fastPaths(),
                KernelSources.BASE.copies(),
                KernelSources.BASE.probes(),
                KernelSources.BASE.contexts(),
                KernelSources.BASE.mix(),
                KernelSources.BASE.userAccess())
            .flatMap(List::stream)
            .toList();
    assertEquals(all.size(), all.stream().map(FastPath::name).distinct().count());
    assertEquals(13, KernelSources.BASE.fastPaths().size());
    assertEquals(8, KernelSources.BASE.copies().size());
    assertEquals(6, KernelSources.BASE.probes().size());
    assertEquals(17, KernelSources.BASE.userAccess().size());
    assertEquals(3, KernelSources.BASE.mix().size());
    for (FastPath fastPath : all) {
      String text =
          KernelSources.BASE.text(fastPath.file())
              + KernelSources.BASE.text("include/lab.h")
              + KernelSources.BASE.text("include/lab_context.h");
      for (String function : List.of(fastPath.function(), fastPath.setup(), fastPath.digest())) {
        assertTrue(
            text.contains(function + "(") || text.contains("\n" + function + ":\n"),
            () -> fastPath.file() + " does not define " + function);
      }
    }
  }

  @Test
  void everyIncludedHeaderExists() {
    for (String path : cSources()) {
      Matcher include = INCLUDE.matcher(KernelSources.BASE.text(path));
      while (include.find()) {
        String header = KernelSources.INCLUDE + "/" + include.group(1);
        assertTrue(KernelSources.BASE.exists(header), () -> path + " includes " + header);
      }
    }
  }

  @Test
  void theSymbolsListedAreTheSymbolsUsed() {
    Set<String> used = new TreeSet<>();
    for (String path : cSources()) {
      CONFIG.matcher(KernelSources.BASE.text(path)).results().forEach(m -> used.add(m.group(1)));
    }
    assertEquals(used, new TreeSet<>(KernelSources.BASE.kconfig().symbols().keySet()));
  }

  @Test
  void everyRoleBelongsToSomethingThatExists() {
    String all =
        cSources().stream().map(KernelSources.BASE::text).collect(Collectors.joining("\n"));
    Set<String> names = new TreeSet<>(KernelSources.BASE.roles().keySet());
    Set<String> ofKernels = namesOfKernels();
    assertTrue(ofKernels.size() > 20 && names.removeAll(ofKernels), ofKernels.toString());
    for (String name : names) {
      assertTrue(isDefined(name, all), () -> "nothing is called " + name);
    }
  }

  /** Names of roles.properties that exist only in complete kernels, not in kernelsrc. */
  private static Set<String> namesOfKernels() {
    String text = KernelSources.BASE.text("roles.properties");
    String from = text.substring(text.indexOf("# The kernel's own names"));
    return from.substring(0, from.indexOf("\n\n"))
        .lines()
        .filter(line -> line.contains(" = "))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Matches a name of a function, a macro, a per-CPU variable, or a field, pointer or constant of
   * roles.c.
   */
  private static boolean isDefined(String name, String sources) {
    String places = KernelSources.BASE.text("support/roles.c");
    int dot = name.indexOf('.');
    if (dot > 0) {
      return places.contains(
          "FIELD(" + name.substring(0, dot) + ", " + name.substring(dot + 1) + ")");
    }
    String macro = name.replaceFirst("__(get|put)_user_u\\d+", "__$1_user_##type");
    macro = macro.replaceFirst("_user_\\d", "_user_\\\\size");
    String defined =
        Pattern.quote(macro)
            + "[(:]|SYM_FUNC_START "
            + Pattern.quote(macro)
            + "\\n|\\("
            + name
            + ",|DECLARE_PER_CPU\\([^)]*\\b"
            + name
            + "\\)";
    return places.contains('"' + name + '"')
        || places.contains('"' + name + "->")
        || Pattern.compile(defined).matcher(sources).find();
  }

  @Test
  void theUserMemoryOfTheMachineIsThatOfTheSources() {
    String header = KernelSources.BASE.text("include/lab_user.h");
    assertTrue(
        header.contains("LAB_USER_BASE\t0x" + Long.toHexString(KernelSources.USER_BASE) + "UL"));
    assertTrue(
        header.contains(
            "LAB_USER_SIZE\t0x" + Integer.toHexString(KernelSources.USER_BYTES) + "UL"));
  }

  @Test
  void aConfigIsReadAsWritten() {
    Map<String, String> config =
        KernelSources.BASE
            .kconfig()
            .read(
                "x.config",
                "# a comment\n"
                    + "CONFIG_PREEMPT=y\n\n"
                    + "# CONFIG_PREEMPT_RCU is not set\n"
                    + "CONFIG_THREAD_SIZE=16384\n");
    assertEquals(Map.of("CONFIG_PREEMPT", "y", "CONFIG_THREAD_SIZE", "16384"), config);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CONFIG_PREEMT=y            | x.config:2:1: unknown symbol CONFIG_PREEMT
          # CONFIG_NONE is not set   | x.config:2:3: unknown symbol CONFIG_NONE
          CONFIG_PREEMPT=m           | x.config:2:16: CONFIG_PREEMPT takes y or n, not m
          CONFIG_THREAD_SIZE=8k      | x.config:2:20: CONFIG_THREAD_SIZE takes a decimal number, not 8k
          PREEMPT=y                  | x.config:2:1: expected CONFIG_X=value or '# CONFIG_X is not set'
          """)
  void aBadConfigIsRefusedWhereItIsBad(String line, String message) {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () ->
                KernelSources.BASE.kconfig().read("x.config", "CONFIG_PREEMPT=y\n" + line + "\n"));
    assertEquals(message, e.getMessage());
  }

  @Test
  void extractedFilesAreTheResources(@org.junit.jupiter.api.io.TempDir Path directory)
      throws IOException {
    KernelSources.BASE.extract(directory);
    assertEquals(
        KernelSources.BASE.text("include/lab.h"),
        Files.readString(directory.resolve("include/lab.h")));
  }

  private static List<String> cSources() {
    return KernelSources.BASE.files().stream().filter(path -> path.matches(".*\\.[chS]")).toList();
  }
}
