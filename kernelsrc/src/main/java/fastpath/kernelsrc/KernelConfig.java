package fastpath.kernelsrc;

import fastpath.kernelsrc.Releases.Release;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A kernel's own {@code .config}, or the {@code autoconf.h} that the kernel's build makes of it. A
 * line such as {@code Linux/x86 6.1.192 Kernel Configuration} near the top names the release.
 *
 * @param release the release as the file writes it, such as 6.1.192
 * @param config the symbols of kernelsrc that the kernel sets, with {@code CONFIG_}
 * @param unknown the symbols of kernelsrc whose values are not known of this release
 */
public record KernelConfig(String release, Map<String, String> config, Set<String> unknown) {
  /** The number of lines at the top of the file that may name the release. */
  private static final int TOP = 10;

  private static final Pattern HEADER =
      Pattern.compile("Linux/(\\S+) ((\\d{1,4})\\.(\\d{1,4})\\S*) Kernel Configuration");

  private static final Pattern SET =
      Pattern.compile("(?m)^(?:CONFIG_(\\w+)=y|#define CONFIG_(\\w+) 1)\\s*$");

  /**
   * Reads a kernel's own .config; empty if no line at the top of the text names a release.
   *
   * @param file the file's name, for error messages
   * @throws ConfigException if kernelsrc cannot re-create the kernel
   */
  public static Optional<KernelConfig> read(KernelSources sources, String file, String text) {
    EraTable eras = EraTable.parse(sources.together(EraTable.FILE));
    List<String> top = text.lines().limit(TOP).toList();
    for (int i = 0; i < top.size(); i++) {
      Matcher header = HEADER.matcher(top.get(i));
      if (header.find()) {
        return Optional.of(of(file, i + 1, header, text, eras));
      }
    }
    return Optional.empty();
  }

  private static KernelConfig of(
      String file, int line, Matcher header, String text, EraTable eras) {
    Release named =
        new Release(Integer.parseInt(header.group(3)), Integer.parseInt(header.group(4)));
    Releases known = eras.releases();
    if (!known.overlap(new Releases(named, named))) {
      throw new ConfigException(
          file,
          line,
          header.start() + 1,
          "Linux " + header.group(2) + ", and kernelsrc re-creates the releases " + known);
    }
    Set<String> options = new HashSet<>();
    SET.matcher(text)
        .results()
        .forEach(m -> options.add(m.group(1) == null ? m.group(2) : m.group(1)));
    eras.refusal(named, options)
        .ifPresent(reason -> {
          throw new ConfigException(file, line, header.start() + 1, reason);
        });
    return new KernelConfig(header.group(2), eras.config(named, options), eras.unknown(named));
  }

  /**
   * Returns the preset that is nearest to this kernel, with what differs, as a text of one line.
   * Symbols that are not known of the release are not compared.
   */
  public String amountsTo(List<Preset> presets) {
    Preset nearest =
        presets.stream()
            .min(
                Comparator.comparingInt((Preset p) -> differences(p).size())
                    .thenComparing(p -> !isReleased(p)))
            .orElseThrow();
    Set<String> missing = new TreeSet<>(nearest.config().keySet());
    missing.retainAll(unknown);
    return "Linux "
        + release
        + " is "
        + nearest.shortName()
        + listed(", but for ", differences(nearest))
        + listed("; not known of this release, and not set: ", missing);
  }

  private static boolean isReleased(Preset preset) {
    return preset.era().filter(Era.Released.class::isInstance).isPresent();
  }

  /** Returns the known symbols in which a preset differs, each with this kernel's value. */
  private Set<String> differences(Preset preset) {
    Set<String> symbols = new TreeSet<>(config.keySet());
    symbols.addAll(preset.config().keySet());
    symbols.removeAll(unknown);
    return symbols.stream()
        .filter(s -> !config.getOrDefault(s, "n").equals(preset.config().getOrDefault(s, "n")))
        .map(s -> s + "=" + config.getOrDefault(s, "n"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String listed(String before, Set<String> symbols) {
    return symbols.isEmpty() ? "" : before + String.join(", ", symbols);
  }
}
