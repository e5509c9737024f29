package fastpath.tests;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.TextTable;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Measurement;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import fastpath.lab.workshop.Yardstick;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares our code with gcc's and clang's, on the path where no reschedule is wanted; {@code main}
 * prints the table, {@link YardstickTest} checks the limits.
 *
 * @param grid the measurements by fast path, variant and compiler
 */
record YardstickTable(Grid grid) {

  /**
   * One fast path under one variant by the three compilers; a measurement is empty where it failed.
   */
  record Row(
      FastPath fastPath,
      Preset preset,
      Optional<Measurement> own,
      Optional<Measurement> gcc,
      Optional<Measurement> clang) {

    /** Returns our retired instructions divided by gcc's. */
    Optional<Double> ratio() {
      return own.flatMap(o -> gcc.map(g -> (double) instructions(o) / instructions(g)));
    }

    /** Returns the properties in which gcc and clang agree and our code differs. */
    List<String> disagreements() {
      List<String> found = new ArrayList<>();
      if (own.isEmpty() || gcc.isEmpty() || clang.isEmpty()) {
        return found;
      }
      Measurement o = own.get();
      Measurement g = gcc.get();
      Measurement c = clang.get();
      boolean leaf = g.leafInCode().isLeafForCompiler();
      if (leaf == c.leafInCode().isLeafForCompiler()
          && leaf != o.leafInCode().isLeafForCompiler()) {
        found.add(place() + ": " + (leaf ? "leaf" : "not leaf") + " by both, ours otherwise");
      }
      if (g.framed() == c.framed() && g.framed() != o.framed()) {
        found.add(
            place() + ": " + (g.framed() ? "framed" : "no frame") + " by both, ours otherwise");
      }
      return found;
    }

    String place() {
      return fastPath.name() + " " + preset.shortName();
    }

    /**
     * Returns a line of text: fast path, variant, and the values for our compiler, gcc and clang.
     */
    String line() {
      return "%s: own %s, gcc %s, clang %s%s"
          .formatted(
              place(),
              text(own),
              text(gcc),
              text(clang),
              ratio().map(r -> " (%.2f)".formatted(r)).orElse(""));
    }
  }

  /** Measures all fast paths under all presets. */
  static YardstickTable measure(
      Workshop workshop, List<FastPath> fastPaths, List<Preset> presets, List<Compiler> compilers) {
    return new YardstickTable(Grid.fill(workshop, fastPaths, presets, compilers, Steps.SILENT));
  }

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (FastPath fastPath : grid.fastPaths()) {
      grid.presets().forEach(preset -> rows.add(row(fastPath, preset)));
    }
    return rows;
  }

  private Row row(FastPath fastPath, Preset preset) {
    String name = preset.shortName();
    return new Row(
        fastPath,
        preset,
        grid.at(fastPath, name, "own"),
        grid.at(fastPath, name, "gcc"),
        grid.at(fastPath, name, "clang"));
  }

  /** Returns the geometric mean of the ratios of our instruction counts to gcc's. */
  double mean() {
    return Yardstick.of(grid, "own", "gcc").geometricMean();
  }

  /** Returns the rows whose ratio is above a limit, the greatest first. */
  List<Row> above(double limit) {
    return rows().stream()
        .filter(row -> row.ratio().orElse(0.0) > limit)
        .sorted(Comparator.comparing(row -> -row.ratio().orElse(0.0)))
        .toList();
  }

  List<String> disagreements() {
    return rows().stream().flatMap(row -> row.disagreements().stream()).toList();
  }

  private static long instructions(Measurement m) {
    return m.counters().instructions();
  }

  /** Returns pushes, stack bytes and instructions, and the first letter of the leaf class. */
  private static String text(Optional<Measurement> measured) {
    return measured
        .map(m ->
            "%s/%d/%d%c"
                .formatted(
                    TextTable.known(m.counters().pushes()),
                    m.counters().stackBytes(),
                    instructions(m),
                    m.leafInCode().label().charAt(0)))
        .orElse("-");
  }

  private List<String> table() {
    TextTable table = new TextTable().left(0).left(1);
    table.row(
        Stream.concat(
                Stream.of("fast path", "cc"),
                grid.presets().stream().<Object>map(Preset::shortName))
            .toList());
    for (FastPath fastPath : grid.fastPaths()) {
      for (String compiler : grid.compilers()) {
        List<Object> line = new ArrayList<>(List.of(fastPath.name(), compiler));
        grid.presets().forEach(p -> line.add(text(grid.at(fastPath, p.shortName(), compiler))));
        table.row(line);
      }
      List<Object> ratios = new ArrayList<>(List.of("", "ratio"));
      grid.presets()
          .forEach(p -> ratios.add(row(fastPath, p).ratio().map("%.2f"::formatted).orElse("")));
      table.row(ratios);
    }
    return table.lines();
  }

  private void print(String title) {
    System.out.println(
        "== "
            + title
            + ": pushes/stack bytes/instructions, then leaf, asm call only, tail jump or calls");
    table().forEach(System.out::println);
    System.out.printf("geometric mean of own/gcc: %.3f%n", mean());
    System.out.println("cells above 1.10:");
    above(1.10).forEach(row -> System.out.println("  " + row.line()));
    System.out.println("disagreements where gcc and clang agree:");
    rows().stream()
        .filter(row -> !row.disagreements().isEmpty())
        .forEach(row -> System.out.println("  " + row.disagreements() + " " + row.line()));
    List<String> problems = grid.problems();
    System.out.println("problems: " + problems.size());
    problems.stream().limit(40).forEach(problem -> System.out.println("  " + problem));
  }

  /** Prints the table; with arguments, only fast paths whose name contains one of them. */
  public static void main(String... names) {
    try (Workshop workshop = new Workshop()) {
      List<Compiler> compilers = Compilers.all();
      measure(
              workshop,
              chosen(KernelSources.BASE.fastPaths(), names),
              KernelSources.BASE.presets(),
              compilers)
          .print("fast paths");
      measure(
              workshop,
              chosen(KernelSources.BASE.copies(), names),
              KernelSources.BASE.checks(),
              compilers)
          .print("copies");
    }
  }

  private static List<FastPath> chosen(List<FastPath> fastPaths, String... names) {
    return fastPaths.stream()
        .filter(h -> names.length == 0 || Stream.of(names).anyMatch(h.name()::contains))
        .toList();
  }
}
