package fastpath.lab.cli;

import fastpath.codegen.option.FrameStrategy;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --frame}, which may be repeated. */
final class FrameOption {
  @Option(
      names = "--frame",
      paramLabel = "HOW",
      description =
          "How our compiler makes frames: shrink-wrapped (saves only where a path needs them; the"
              + " default), prologue (all on entry) or frame-pointer (always, through rbp)."
              + " Repeatable: a row for each.")
  List<String> names = new ArrayList<>();

  /**
   * Returns the frame strategies that the option names; only the default strategy if the option is
   * absent.
   */
  List<FrameStrategy> orDefault() {
    return names.isEmpty()
        ? List.of(FrameStrategy.SHRINK_WRAPPED)
        : names.stream().distinct().map(FrameOption::named).toList();
  }

  /**
   * Returns the frame strategy that has a name.
   *
   * @throws Failure if no strategy has the name
   */
  static FrameStrategy named(String name) {
    for (FrameStrategy strategy : FrameStrategy.values()) {
      if (strategy.option().equals(name)) {
        return strategy;
      }
    }
    throw Failure.usage("--frame %s: shrink-wrapped, prologue or frame-pointer", name);
  }
}
