package fastpath.lab.cli;

import fastpath.codegen.option.FrameStrategy;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --frame}, repeatable. */
final class FrameOption {
  @Option(
      names = "--frame",
      paramLabel = "HOW",
      description =
          "How our compiler makes frames: shrink-wrapped (saves only where a path needs them; the"
              + " default), prologue (all on entry) or frame-pointer (always, through rbp);"
              + " repeatable.")
  List<String> names = new ArrayList<>();

  /** Returns the strategies named; only the default if none is named. */
  List<FrameStrategy> orDefault() {
    return names.isEmpty()
        ? List.of(FrameStrategy.SHRINK_WRAPPED)
        : names.stream().distinct().map(FrameOption::named).toList();
  }

  /**
   * Returns the strategy of a name.
   *
   * @throws Failure if there is none
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
