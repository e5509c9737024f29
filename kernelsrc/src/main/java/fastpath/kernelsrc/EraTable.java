package fastpath.kernelsrc;

import com.google.common.base.Splitter;
import fastpath.kernelsrc.Releases.Release;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The symbols that a kernel's own .config sets, by release: the file {@code configs/Eras}.
 *
 * @param lines the lines of the file, in order
 */
record EraTable(List<Line> lines) {
  static final String FILE = "configs/Eras";

  private static final String REFUSAL = "-";
  private static final String UNKNOWN = "?";
  private static final String NOT = "!";

  /**
   * A line of the file.
   *
   * @param symbol the symbol that is set, without {@code CONFIG_}; {@code -} if the line refuses a
   *     kernel
   * @param value the symbol's value
   * @param options the options of the kernel that the line needs
   * @param reason why a kernel is refused; "" if the line refuses none
   */
  record Line(String symbol, String value, Releases releases, List<String> options, String reason) {
    private static Line of(String text) {
      List<String> halves = Splitter.on(" : ").limit(2).trimResults().splitToList(text);
      List<String> words =
          Splitter.on(' ').omitEmptyStrings().trimResults().splitToList(halves.getFirst());
      List<String> set = Splitter.on('=').limit(2).splitToList(words.getFirst());
      return new Line(
          set.getFirst(),
          set.size() > 1 ? set.get(1) : "y",
          Releases.parse(words.get(1)),
          words.subList(2, words.size()),
          halves.size() > 1 ? halves.get(1) : "");
    }

    private boolean isAbout(Release release) {
      return releases.overlap(new Releases(release, release));
    }

    private boolean holds(Set<String> kernel) {
      return options.stream()
          .allMatch(o ->
              o.startsWith(NOT) ? !kernel.contains(o.substring(NOT.length())) : kernel.contains(o));
    }
  }

  static EraTable parse(String text) {
    return new EraTable(KernelSources.lines(text).stream().map(Line::of).toList());
  }

  /** Returns the releases that the table covers. */
  Releases releases() {
    List<Release> ends =
        lines.stream()
            .flatMap(line -> Stream.of(line.releases().first(), line.releases().last()))
            .sorted()
            .toList();
    return new Releases(ends.getFirst(), ends.getLast());
  }

  /** Returns why a kernel is refused; empty if it is not. */
  Optional<String> refusal(Release release, Set<String> options) {
    return lines.stream()
        .filter(line -> line.symbol().equals(REFUSAL))
        .filter(line -> line.isAbout(release) && line.holds(options))
        .map(Line::reason)
        .findFirst();
  }

  /**
   * Returns the symbols that a kernel sets, with {@code CONFIG_} in their names.
   *
   * @param options the options that are y in the kernel's .config, without {@code CONFIG_}
   */
  Map<String, String> config(Release release, Set<String> options) {
    Map<String, String> config = new LinkedHashMap<>();
    lines.stream()
        .filter(line -> !line.symbol().equals(REFUSAL))
        .filter(line -> line.isAbout(release) && line.holds(options))
        .forEach(line -> config.put("CONFIG_" + line.symbol(), line.value()));
    return config;
  }

  /** Returns the symbols whose values are not known of a release, with {@code CONFIG_}. */
  Set<String> unknown(Release release) {
    Set<String> unknown = new TreeSet<>();
    lines.stream()
        .filter(line -> line.isAbout(release) && line.options().contains(UNKNOWN))
        .forEach(line -> unknown.add("CONFIG_" + line.symbol()));
    return unknown;
  }

  /** Returns all symbols that the table names, without {@code CONFIG_}. */
  List<String> symbols() {
    List<String> symbols = new ArrayList<>(lines.stream().map(Line::symbol).distinct().toList());
    symbols.remove(REFUSAL);
    return symbols;
  }
}
