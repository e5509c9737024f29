package fastpath.tests.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A compiler and its options. */
record Build(String compiler, String options) {
  /** What every program is compiled with. */
  static final List<String> ALWAYS =
      List.of("-w", "-ffreestanding", "-mgeneral-regs-only", "-fno-stack-protector");

  private static final List<String> LEVELS = List.of("-O0", "-O1", "-O2", "-O3", "-Os");

  /** Five levels, two compilers, with and without -march=haswell. */
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
   * The matrix and the code models, or those of them that {@code
   * -Dfastpath.standalone.builds=REGEX} finds something in.
   */
  static List<Build> all() {
    Pattern wanted = Pattern.compile(System.getProperty("fastpath.standalone.builds", ""));
    return Stream.concat(matrix().stream(), codeModels().stream())
        .filter(build -> wanted.matcher(build.toString()).find())
        .toList();
  }

  /** How addresses are formed: what brings relocations of every kind. */
  static List<Build> codeModels() {
    return Stream.of("gcc", "clang")
        .flatMap(
            compiler ->
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
