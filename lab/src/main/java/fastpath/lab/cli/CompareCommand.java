package fastpath.lab.cli;

import fastpath.lab.cli.SiliconOption.Silicon;
import fastpath.lab.compare.ComparisonText;
import fastpath.lab.compare.Difference;
import fastpath.lab.compare.PathComparison;
import fastpath.lab.gate.Case;
import fastpath.lab.gate.Gate;
import fastpath.lab.gate.RowKey;
import fastpath.lab.workshop.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "compare",
    description =
        "Two rows of measure side by side: the paths taken, aligned by role, source line and"
            + " operation, and the difference by cause. The causes are the roles, and layout for nops"
            + " and jumps; they add up to the difference of the counts. Two files that are the only"
            + " difference are compared with each other, each by itself. A limit holds for the second row,"
            + " and a percentage is of the first row, or of --baseline.",
    footer = {
      "",
      "Examples:",
      "  fastpath compare mine.c --call f --args 3 --config V1 --config V5",
      "  fastpath compare before.c after.c --call f --args 3",
      "  fastpath compare before.c after.c --call f --args 3 --limit instructions=+0%%"
    })
final class CompareCommand extends CliCommand {
  private static final int ROWS = 2;

  @Mixin FileArguments files;
  @Mixin CallOptions call;
  @Mixin VariantOptions variants;
  @Mixin TimeOption time;
  @Mixin CasesOption cases;
  @Mixin GateOptions gate;

  @Mixin LimitOutput output;

  /**
   * One of the two calls that are compared.
   *
   * @param name what the row is called besides its options; null for nothing
   */
  private record Side(Batch batch, Program program, Variant variant, String args, Case name) {}

  /** The two rows that were measured, and how they differ. */
  private record Compared(
      MeasureRow.Measured first, MeasureRow.Measured second, PathComparison comparison) {
    List<MeasureRow.Measured> rows() {
      return List.of(first, second);
    }

    Map<String, Object> json() {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("rows", PairedRows.of(rows()));
      document.put("differences", comparison.differences().stream().map(Difference::json).toList());
      return document;
    }
  }

  CompareCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() throws IOException {
    List<Batch> batches = cases.batches("compare", files, call, variants, new EachOption());
    batches.forEach(batch -> batch.call().check(false));
    output.check(gate.asked() || cases.file != null, "--limit, --baseline or --cases");
    gate.read(true);
    List<Compared> done = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try (Workshops workshops = workshops()) {
      for (Batch batch : batches) {
        if (batch.of().isEmpty()) {
          done.add(compare(workshops, batch));
        } else {
          attempt(
              "this case",
              () -> done.add(batch.named(() -> compare(workshops, batch))),
              problems::add);
        }
      }
    }
    return print(done, problems);
  }

  private Compared compare(Workshops workshops, Batch batch) throws IOException {
    List<Side> sides = sides(batch);
    if (sides.size() != ROWS) {
      throw Failure.usage(
          "fastpath compare: two rows are compared, and these are %d; name two configs, overlays,"
              + " compilers, --cflags, --frame, --args or files",
          sides.size());
    }
    List<MeasureRow.Measured> rows = new ArrayList<>();
    for (Side side : sides) {
      rows.add(measure(workshops, side, rows.size()));
    }
    time.time(rows, MeasureRow.Measured::taking);
    MeasureRow.Measured first = rows.getFirst();
    MeasureRow.Measured second = rows.getLast();
    PathComparison comparison =
        PathComparison.of(
            first.measurement().counters(),
            first.path(),
            second.measurement().counters(),
            second.path());
    return new Compared(
        first,
        second,
        new PathComparison(
            comparison.pairs(), output.sorted(comparison.differences(), Difference::json)));
  }

  private List<Side> sides(Batch batch) throws IOException {
    FileArguments those = batch.files();
    Program whole = those.read(terminal.in(), cache(), false).withRoots(batch.call().symbols());
    List<Variant> all = batch.variants().all(whole.hasSources());
    Case name = batch.of().orElse(null);
    List<Side> sides = new ArrayList<>();
    if (all.size() * batch.call().sets().size() == 1 && those.files.size() == ROWS) {
      for (int i = 0; i < ROWS; i++) {
        Program alone = those.alone(whole, i);
        Case named = Case.named(name, those.files.get(i));
        sides.add(new Side(batch, alone, all.getFirst(), batch.call().set(), named));
      }
      return sides;
    }
    for (Variant variant : all) {
      batch.call().sets().forEach(args -> sides.add(new Side(batch, whole, variant, args, name)));
    }
    return sides;
  }

  private MeasureRow.Measured measure(Workshops workshops, Side side, int number) {
    Measurer measurer =
        new Measurer(
            this,
            side.batch.files(),
            side.batch.call(),
            variants.sources,
            Silicon.NOT_ASKED,
            side.program,
            true);
    Measurer.Linked linked = measurer.link(workshops.of(side.variant.sources()), side.variant);
    MeasureRow.Measured row = measurer.measure(linked, side.args);
    time.remember(number, measurer, linked, side.args);
    return side.name == null ? row : row.in(side.name);
  }

  /** Prints and saves the results; returns the command's exit code. */
  private ExitCode print(List<Compared> done, List<Problem> problems) {
    output.print(
        this,
        () -> document(done, problems),
        () -> sheet(done),
        () -> done.forEach(one -> print(one, one == done.getFirst())));
    Optional<Gate> held = hold(done);
    output.print(this, held, problems.stream());
    gate.save(
        this,
        done.stream().flatMap(one -> one.rows().stream()).map(MeasureRow.Measured::kept).toList(),
        problems.isEmpty(),
        Stream.concat(files.all().stream(), cases.files()).toList());
    ExitCode code = problems.stream().map(Problem::exitCode).reduce(ExitCode.DONE, ExitCode::worst);
    return held.map(Gate::fails).orElse(false) ? code.worst(ExitCode.UNEXPECTED_RESULT) : code;
  }

  private Object document(List<Compared> done, List<Problem> problems) {
    List<Map<String, Object>> documents =
        new ArrayList<>(done.stream().map(Compared::json).toList());
    problems.forEach(problem -> documents.add(problem.json()));
    return cases.file == null ? documents.getFirst() : documents;
  }

  /** Returns a row for each cause of a difference. */
  private static Sheet sheet(List<Compared> done) {
    List<List<String>> rows = new ArrayList<>();
    for (Compared one : done) {
      for (Difference d : one.comparison().differences()) {
        Map<String, Object> figures = d.json();
        List<String> cells =
            new ArrayList<>(
                List.of(one.first().key().text(), one.second().key().text(), d.cause()));
        LimitOutput.FIGURES.forEach(name -> cells.add(Sheet.known(figures.get(name))));
        cells.add(String.join("; ", d.at()));
        rows.add(cells);
      }
    }
    return new Sheet(
        Stream.of(List.of("first", "second", "cause"), LimitOutput.FIGURES, List.of("at"))
            .flatMap(List::stream)
            .toList(),
        LimitOutput.FIGURES,
        rows);
  }

  /** Holds all rows against the baseline; without one, each second row against the first one. */
  private Optional<Gate> hold(List<Compared> done) {
    return gate.baseline != null
        ? gate.hold(done.stream().flatMap(one -> one.rows().stream()).toList())
        : gate.hold(
            done.stream().map(Compared::second).toList(),
            done.stream().map(one -> one.first().kept().under(one.second().key())).toList());
  }

  private void print(Compared one, boolean isFirst) {
    if (!isFirst) {
      print("");
    }
    MeasureTable table = new MeasureTable(one.rows(), terminal.columns());
    String name = one.first().key().value(RowKey.CASE);
    if (!name.isEmpty() && name.equals(one.second().key().value(RowKey.CASE))) {
      print(name + ": " + one.first().key().value("host"));
      print("");
    }
    print("first:  " + table.place(one.first()));
    print("second: " + table.place(one.second()));
    print("");
    print(table.figureLines());
    print(table.timeLines());
    print("");
    print(ComparisonText.lines(one.comparison(), terminal.columns(), isColored()));
  }
}
