package fastpath.kernelsrc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelConfigTest {
  private static String config(String release, String options) {
    return "#\n# Automatically generated file; DO NOT EDIT.\n# Linux/x86 "
        + release
        + " Kernel Configuration\n#\nCONFIG_HZ=250\nCONFIG_FOO=m\nCONFIG_X86_64=y\n"
        + Stream.of(options.strip().split("\\s+"))
            .filter(o -> !o.isEmpty())
            .map(o -> "CONFIG_" + o + "=y\n")
            .reduce("", String::concat);
  }

  private static KernelConfig read(String text) {
    return KernelConfig.read(KernelSources.BASE, "x.config", text).orElseThrow();
  }

  /** The options are those that a kernel of the release has beside those of its menu. */
  @ParameterizedTest
  @CsvSource({
    "K311p,  3.11.0,     PREEMPT PREEMPT_COUNT PREEMPT_RCU TREE_PREEMPT_RCU X86_SMAP",
    "K311p,  3.10.108,   PREEMPT PREEMPT_COUNT PREEMPT_RCU TREE_PREEMPT_RCU X86_SMAP",
    "A0,     3.12.74,    PREEMPT_NONE X86_SMAP",
    "A8,     3.11.10,    PREEMPT_VOLUNTARY X86_SMAP",
    "A1d,    3.10.0,     PREEMPT_VOLUNTARY PREEMPT_COUNT DEBUG_ATOMIC_SLEEP X86_SMAP",
    "K313n,  3.13.0,     PREEMPT_NONE X86_SMAP",
    "K313v,  3.13.11,    PREEMPT_VOLUNTARY X86_SMAP",
    "K313p,  3.13.0-rc1, PREEMPT PREEMPT_COUNT PREEMPT_RCU TREE_PREEMPT_RCU X86_SMAP",
    "K615n,  6.15.0,     PREEMPT_NONE",
    "K615dn, 6.15.3,     PREEMPT_NONE PREEMPT_DYNAMIC PREEMPTION PREEMPT_COUNT PREEMPT_RCU",
    "K615dv, 6.15.3,     PREEMPT_VOLUNTARY PREEMPT_DYNAMIC PREEMPTION PREEMPT_COUNT PREEMPT_RCU",
    "K615df, 6.15.3,     PREEMPT PREEMPT_DYNAMIC PREEMPTION PREEMPT_COUNT PREEMPT_RCU",
    "K615l,  6.15.0,     PREEMPT_LAZY PREEMPTION PREEMPT_COUNT",
  })
  void theConfigOfAKernelIsItsPreset(String preset, String release, String options) {
    KernelConfig kernel = read(config(release, options));
    assertEquals(KernelSources.BASE.preset(preset).orElseThrow().config(), kernel.config());
    assertEquals(
        "Linux " + release + " is " + preset, kernel.amountsTo(KernelSources.BASE.allPresets()));
  }

  @Test
  void whatIsNotKnownOfAReleaseIsSaid() {
    KernelConfig kernel =
        read(
            config(
                "6.1.192",
                "PREEMPT_VOLUNTARY PREEMPT_DYNAMIC PREEMPTION PREEMPT_COUNT PREEMPT_RCU"));
    assertEquals(
        "Linux 6.1.192 is K615dv; not known of this release, and not set: CONFIG_UACCESS_MASKED,"
            + " CONFIG_X86_ERMS, CONFIG_X86_FSRM, CONFIG_X86_FSRS, CONFIG_X86_REP_GOOD,"
            + " CONFIG_X86_SMAP",
        kernel.amountsTo(KernelSources.BASE.allPresets()));
  }

  @Test
  void whatDiffersFromTheNearestPresetIsSaid() {
    String said = read(config("3.13.0", "PREEMPT_NONE")).amountsTo(KernelSources.BASE.allPresets());
    assertEquals("Linux 3.13.0 is K313n, but for CONFIG_X86_SMAP=n", said);
  }

  @Test
  void anAutoconfHeaderIsReadToo() {
    String header =
        "/*\n *\n * Automatically generated file; DO NOT EDIT.\n"
            + " * Linux/x86_64 3.13.0 Kernel Configuration\n *\n */\n"
            + "#define CONFIG_X86_64 1\n#define CONFIG_X86_SMAP 1\n#define CONFIG_HZ 250\n";
    assertEquals("Linux 3.13.0 is K313n", read(header).amountsTo(KernelSources.BASE.allPresets()));
  }

  @Test
  void aFileWithoutAReleaseIsNoKernels() {
    assertTrue(KernelConfig.read(KernelSources.BASE, "x.config", "CONFIG_PREEMPT=y\n").isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2.6.32 | PREEMPT | x.config:3:3: Linux 2.6.32, and kernelsrc re-creates the releases 3.10-6.15
          6.18.0 | PREEMPT | x.config:3:3: Linux 6.18.0, and kernelsrc re-creates the releases 3.10-6.15
          6.6.0  | PREEMPT_RT | x.config:3:3: with PREEMPT_RT spinlocks sleep, and kernelsrc's do not
          """)
  void aKernelThatCannotBeReCreatedIsRefused(String release, String options, String message) {
    ConfigException e = assertThrows(ConfigException.class, () -> read(config(release, options)));
    assertEquals(message, e.getMessage());
    ConfigException other =
        assertThrows(
            ConfigException.class, () -> read(config("6.6.0", "").replace("CONFIG_X86_64=y", "")));
    assertTrue(other.getMessage().contains("x86-64"), other.getMessage());
  }

  @Test
  void everySymbolOfTheErasIsInKconfig() {
    Set<String> symbols =
        new TreeSet<>(EraTable.parse(KernelSources.BASE.text(EraTable.FILE)).symbols());
    symbols.removeAll(KernelSources.BASE.kconfig().symbols().keySet());
    assertEquals(List.of(), List.copyOf(symbols));
  }
}
