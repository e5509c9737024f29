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

  /** The builds of the matrix that are tested unless others are asked for. */
  private static final String SAMPLE = "-O0$|-O2$|-O3 -march=haswell";

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
   * Returns a sample of the matrix and the builds of the code models. {@code
   * -Dfastpath.standalone.builds=REGEX} chooses other builds; {@code .} is all of them.
   */
  static List<Build> chosen() {
    String wanted = System.getProperty("fastpath.standalone.builds");
    if (wanted == null) {
      return Stream.concat(matching(matrix(), SAMPLE), codeModels().stream()).toList();
    }
    return Stream.concat(matching(matrix(), wanted), matching(codeModels(), wanted)).toList();
  }

  private static Stream<Build> matching(List<Build> builds, String regex) {
    Pattern wanted = Pattern.compile(regex);
    return builds.stream().filter(build -> wanted.matcher(build.toString()).find());
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
