package fastpath.kernelsrc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Overlays: kernelsrc with a user's files laid over it. */
class OverlayTest {
  private static final String PRESET =
      "# @preset V9\n# @title a title\nCONFIG_PREEMPT=y\nCONFIG_LAB_OWN=y\n";
  private static final String KCONFIG = "config LAB_OWN\n\tbool \"my own\"\n";

  @Test
  void aFileReplacesItsNamesakeAndTheBaseStaysAsItIs() {
    String path = "include/linux/preempt.h";
    String before = KernelSources.BASE.text(path);
    KernelSources sources = under(Map.of(path, "/* mine */\n"));
    assertEquals("/* mine */\n", sources.text(path));
    assertEquals("my/" + path, sources.nameOf(path));
    assertEquals("kernelsrc/include/lab.h", sources.nameOf("include/lab.h"));
    assertEquals(before, KernelSources.BASE.text(path));
    assertEquals(KernelSources.BASE.files(), sources.files());
    assertEquals("my", sources.overlay().orElseThrow());
    assertTrue(KernelSources.BASE.overlay().isEmpty());
  }

  @Test
  void aPresetMayNeedASymbolOfTheOverlaysKconfig() {
    KernelSources sources = under(Map.of("configs/my.config", PRESET, "configs/Kconfig", KCONFIG));
    Preset preset = sources.preset("V9").orElseThrow();
    assertEquals("my", preset.name());
    assertTrue(preset.enabled("LAB_OWN"));
    assertTrue(sources.presets().contains(preset), "a letter V says that it is a variant");
    assertTrue(sources.preset("V5").isPresent());
    assertTrue(sources.kconfig().symbols().containsKey("PREEMPT"));
    assertTrue(KernelSources.BASE.preset("V9").isEmpty());
    assertFalse(KernelSources.BASE.kconfig().symbols().containsKey("LAB_OWN"));
  }

  @Test
  void rolesAreAddedExchangedAndTakenAway() {
    KernelSources sources =
        under(Map.of("roles.properties", "my_count = preempt count\nrcu_read_lock =\n"));
    assertEquals(Role.PREEMPT_COUNT, sources.roles().get("my_count"));
    assertFalse(sources.roles().containsKey("rcu_read_lock"));
    assertTrue(KernelSources.BASE.roles().containsKey("rcu_read_lock"));
    assertEquals(KernelSources.BASE.roles().size(), sources.roles().size());
  }

  @Test
  void anIndexSaysWhatIsLinkedBesides() {
    KernelSources sources =
        under(
            Map.of(
                "index",
                "support/mine.c CONFIG_PREEMPT\ncontext/cond_resched.c\n",
                "support/mine.c",
                "int mine;\n",
                "context/cond_resched.c",
                "int instead;\n"));
    Preset full = sources.preset("V5").orElseThrow();
    Preset voluntary = sources.preset("U1").orElseThrow();
    assertTrue(sources.supportFiles(full).contains("support/mine.c"));
    assertFalse(sources.supportFiles(voluntary).contains("support/mine.c"));
    assertTrue(sources.contextFiles(voluntary).contains("context/cond_resched.c"));
    assertFalse(sources.contextFiles(voluntary).contains("support/cond_resched.c"));
  }

  @Test
  void aNewHeaderThatTheOverlayIncludesIsThere(@TempDir Path folder) throws IOException {
    KernelSources sources =
        under(
            Map.of(
                "include/linux/mine.h",
                "#define MINE 1\n",
                "include/lab.h",
                "#include <linux/mine.h>\n"));
    sources.extract(folder);
    assertEquals("#define MINE 1\n", Files.readString(folder.resolve("include/linux/mine.h")));
    assertEquals("#include <linux/mine.h>\n", Files.readString(folder.resolve("include/lab.h")));
  }

  @Test
  void aFolderGivesItsNameAndItsFiles(@TempDir Path folder) throws IOException {
    Path root = Files.createDirectories(folder.resolve("patched/include/linux"));
    Files.writeString(root.resolve("preempt.h"), "x");
    Files.writeString(root.resolve(".preempt.h.swp"), "y");
    Files.writeString(folder.resolve("patched/Kconfig"), KCONFIG);
    Overlay overlay = Overlay.read(folder.resolve("patched/."));
    assertEquals("patched", overlay.name());
    assertEquals(
        Map.of("include/linux/preempt.h", "x", "configs/Kconfig", KCONFIG), overlay.files());
  }

  record Bad(Map<String, String> files, String says) {}

  static Stream<Bad> bad() {
    String fastPath = KernelSources.BASE.text("hosts/hash_lookup.c");
    return Stream.of(
        new Bad(
            Map.of("include/linux/prempt.h", ""), "my/include/linux/prempt.h: kernelsrc has no"),
        new Bad(Map.of("support/mine.c", ""), "my/support/mine.c: kernelsrc has no file"),
        new Bad(Map.of("README", ""), "my/README: kernelsrc has no file"),
        new Bad(Map.of("index", "support/no.c\n"), "my/index: no file support/no.c"),
        new Bad(Map.of("configs/a.config", "CONFIG_PREEMPT=y\n"), "a.config: no line # @preset"),
        new Bad(Map.of("configs/a.config", PRESET), "my/configs/a.config:4:1: unknown symbol"),
        new Bad(
            Map.of("configs/a.config", "# @preset V5\n# @title t\n"), "my: @preset V5 is twice"),
        new Bad(Map.of("hosts/mine.c", "int x;\n"), "my/hosts/mine.c: no comment that describes"),
        new Bad(Map.of("hosts/mine.c", "/*\n * @name a\n */\n"), "my/hosts/mine.c: no @title"),
        new Bad(Map.of("hosts/mine.c", fastPath), "my: @name hash-lookup is twice"),
        new Bad(Map.of("roles.properties", "f = payload tax\n"), "no role named 'payload tax'"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whatCannotBeLaidOverIsRefused(Bad bad) {
    Throwable refused = assertThrows(OverlayException.class, () -> under(bad.files));
    assertTrue(refused.getMessage().contains(bad.says), refused.getMessage());
  }

  @Test
  void aFolderThatIsNoneAndOneWithoutFilesAreRefused(@TempDir Path folder) {
    for (Path path : List.of(folder.resolve("absent"), folder)) {
      assertThrows(OverlayException.class, () -> Overlay.read(path), path::toString);
    }
  }

  private static KernelSources under(Map<String, String> files) {
    return KernelSources.under(new Overlay("my", "my", files));
  }
}
