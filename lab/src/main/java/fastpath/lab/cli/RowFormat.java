package fastpath.lab.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The output formats of {@code measure}, {@code compare} and {@code blame}. */
enum RowFormat {
  TABLE("table", false, true),
  CSV("csv", false, false),
  MARKDOWN("markdown", false, false),
  JSON("json", false, true),
  /** Workflow commands, which GitHub shows beside the lines of a change. */
  GITHUB("github", true, false),
  JUNIT("junit", true, false);

  private final String label;
  private final boolean ofLimits;
  private final boolean listing;

  RowFormat(String label, boolean ofLimits, boolean listing) {
    this.label = label;
    this.ofLimits = ofLimits;
    this.listing = listing;
  }

  String label() {
    return label;
  }

  /** True if the format prints the results of limits instead of the rows. */
  boolean isOfLimits() {
    return ofLimits;
  }

  /** True if the format has a place for the code of each row. */
  boolean hasListing() {
    return listing;
  }

  /**
   * Returns the format that {@code --format} and {@code --json} ask for.
   *
   * @param name the value of {@code --format}; null without the option
   * @param json whether {@code --json} is given
   * @param known the formats that the command has
   * @throws Failure if there is no such format, or if the options ask for two
   */
  static RowFormat of(String name, boolean json, List<RowFormat> known) {
    if (name == null) {
      return json ? JSON : TABLE;
    }
    RowFormat format =
        named(name)
            .filter(known::contains)
            .orElseThrow(() ->
                Failure.usage(
                    "--format %s: %s",
                    name, known.stream().map(RowFormat::label).collect(Collectors.joining(", "))));
    if (json && format != JSON) {
      throw Failure.usage("--json is --format json, so --format %s cannot be given too", name);
    }
    return format;
  }

  /**
   * Refuses a format of limits alone where there are none.
   *
   * @param options the command's options that give limits, for the message
   */
  void checkLimits(boolean limited, String options) {
    if (ofLimits && !limited) {
      throw Failure.usage("--format %s is of limits: give %s", label, options);
    }
  }

  static Optional<RowFormat> named(String label) {
    return Stream.of(values()).filter(format -> format.label.equals(label)).findFirst();
  }
}
