package fastpath.lab.cli;

import java.util.Optional;
import java.util.stream.Stream;

/** The output formats of {@code measure}. */
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

  static Optional<RowFormat> named(String label) {
    return Stream.of(values()).filter(format -> format.label.equals(label)).findFirst();
  }
}
