package fastpath.tests.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A compiler and its options. */
record Build(String compiler, String options) {
  /** The options with which every program is compiled. */
  static final List<String> ALWAYS =
      List.of("-w", "-ffreestanding", "-mgeneral-regs-only", "-fno-stack-protector");

  private static final List<String> LEVELS = List.of("-O0", "-O1", "-O2", "-O3", "-Os");

  /** Returns the builds of five levels and two compilers, with and without -march=haswell. */
  private static List<Build> matrix() {
    List<Build> builds = new ArrayList<>();
    for (String compiler : List.of("gcc", "clang")) {
      for (String level : LEVELS) {
        builds.add(new Build(compiler, level));
        builds.add(new Build(compiler, level + " -march=haswell"));
      }
    }
    return builds;
  }

  /**
   * Returns the matrix and the builds of the code models, or the builds among them that match
   * {@code -Dfastpath.standalone.builds=REGEX}.
   */
  static List<Build> all() {
    Pattern wanted = Pattern.compile(System.getProperty("fastpath.standalone.builds", ""));
    return Stream.concat(matrix().stream(), codeModels().stream())
        .filter(build -> wanted.matcher(build.toString()).find())
        .toList();
  }

  /**
   * Returns the builds that differ in the formation of addresses, which lead to relocations of
   * every kind.
   */
  static List<Build> codeModels() {
    return Stream.of("gcc", "clang")
        .flatMap(compiler ->
            Stream.of(
                    "-O2 -fno-pic -ffunction-sections -fdata-sections",
                    "-O2 -fpic",
                    "-O2 -fpic -mcmodel=large",
                    "-O1 -fno-pic -mcmodel=kernel")
                .map(options -> new Build(compiler, options)))
        .toList();
  }

  List<String> command(String... more) {
    List<String> command = new ArrayList<>(List.of(compiler));
    command.addAll(ALWAYS);
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of(more));
    return command;
  }

  @Override
  public String toString() {
    return compiler + " " + options;
  }
}
