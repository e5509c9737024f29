package fastpath.lab.cli;

import java.util.Optional;
import java.util.stream.Stream;

/** The output formats of {@code measure}. */
enum RowFormat {
  TABLE("table", false),
  CSV("csv", false),
  MARKDOWN("markdown", false),
  JSON("json", false),
  /** Workflow commands, which GitHub shows beside the lines of a change. */
  GITHUB("github", true),
  JUNIT("junit", true);

  private final String label;
  private final boolean ofLimits;

  RowFormat(String label, boolean ofLimits) {
    this.label = label;
    this.ofLimits = ofLimits;
  }

  String label() {
    return label;
  }

  /** True if the format prints the results of limits instead of the rows. */
  boolean isOfLimits() {
    return ofLimits;
  }

  static Optional<RowFormat> named(String label) {
    return Stream.of(values()).filter(format -> format.label.equals(label)).findFirst();
  }
}
