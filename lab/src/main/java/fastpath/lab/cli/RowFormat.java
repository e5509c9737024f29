package fastpath.lab.cli;

import java.util.Optional;
import java.util.stream.Stream;

/** The forms in which {@code measure} prints its rows. */
enum RowFormat {
  TABLE("table", false),
  CSV("csv", false),
  MARKDOWN("markdown", false),
  JSON("json", false),
  /** Workflow commands, which GitHub shows beside a change. */
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

  /** Whether it prints what limits say, and not the rows. */
  boolean isOfLimits() {
    return ofLimits;
  }

  static Optional<RowFormat> named(String label) {
    return Stream.of(values()).filter(format -> format.label.equals(label)).findFirst();
  }
}
