package fastpath.lab.cli;

import fastpath.kernelsrc.Role;
import fastpath.lab.blame.Cost;
import fastpath.lab.gate.Gate;
import fastpath.lab.gate.KeptRow;
import fastpath.lab.gate.RowKey;
import fastpath.lab.text.Paragraph;
import fastpath.lab.text.TextTable;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "blame",
    description =
        "What each call in a function costs the path taken, whether the path passes it or not. The"
            + " function is compiled again with the call behind a thunk, which saves every register,"
            + " so that the compiler keeps none for it; both are executed, and the figures are the"
            + " difference of the function's own counts. Beside them stands what the removal of a"
            + " call gives that the path does not pass. Of a function without source, the figures are"
            + " the executed instructions that serve this call and no other. A limit holds for"
            + " what all calls together cost.",
    footer = {
      "",
      "Examples:",
      "  fastpath blame mine.c --call f --args 3 --config V1 --compiler gcc",
      "  fastpath blame mine.c --call f --args 3 --config V5 --limit pushes=1"
    })
final class BlameCommand extends CliCommand {
  private static final String REMOVED = "removed";
  private static final String TOGETHER = "(together)";

  /** The fields of a row's key that {@code csv} and {@code markdown} have. */
  private static final List<String> KEY =
      RowKey.FIELDS.stream().filter(field -> !field.equals(RowKey.CASE)).toList();

  /** The fields of a call that {@code csv} and {@code markdown} have. */
  private static final List<String> COLUMNS =
      List.of(
          "symbol",
          "file",
          "line",
          "cold",
          "instructions",
          "pushes",
          "stackBytes",
          "spills",
          "leafWithout",
          REMOVED,
          "problem");

  /**
   * The columns that a row may lack, so that the cell is empty; other missing cells are unknown.
   */
  private static final Set<String> TEXTS = Set.of("file", "line", "cold", "problem");

  @Mixin FileArguments files;
  @Mixin CallOptions call;
  @Mixin VariantOptions variants;
  @Mixin EachOption each;
  @Mixin GateOptions gate;

  @Mixin LimitOutput output;

  BlameCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() throws IOException {
    files.needFile("blame");
    call.check(false);
    each.check(call);
    if (!each.asked) {
      call.needFunction("blame");
    }
    output.check(gate.asked(), "--limit or --baseline");
    gate.read(false);
    Program program = files.read(terminal.in(), cache(), false).withRoots(call.symbols());
    List<Variant> all = variants.all(program.hasSources());
    List<BlameRow> rows = new ArrayList<>();
    boolean held;
    try {
      blame(rows, program, all);
    } finally {
      // Prints the rows blamed so far, even if an internal error ends the command.
      print(rows);
      held = isHeld(rows);
    }
    each.remarks(terminal.columns()).forEach(this::note);
    ExitCode code = rows.stream().map(BlameRow::exitCode).reduce(ExitCode.DONE, ExitCode::worst);
    return held ? code : code.worst(ExitCode.UNEXPECTED_RESULT);
  }

  /** Adds the rows of all variants until the user interrupts the command. */
  private void blame(List<BlameRow> rows, Program program, List<Variant> all) throws IOException {
    try (Workshops workshops = workshops();
        Progress progress = new Progress(terminal)) {
      progress.expect(all.size());
      for (Variant variant : all) {
        blame(rows, program, workshops.of(variant.sources()), variant);
        if (terminal.interruption().isRequested()) {
          noteInterruption(rows);
          return;
        }
        progress.done(variant.compiler());
      }
    }
  }

  /** Adds a row that says that rows are missing, unless a row says so. */
  private void noteInterruption(List<BlameRow> rows) {
    if (rows.stream().map(BlameRow::exitCode).noneMatch(ExitCode.INTERRUPTED::equals)) {
      rows.add(new BlameRow.Failed(interrupted()));
    }
  }

  /** Holds what the calls of each row cost against the limits; false if a limit is passed. */
  private boolean isHeld(List<BlameRow> rows) {
    List<KeptRow> kept = done(rows).stream().map(BlameRow.Blamed::kept).toList();
    Optional<Gate> held = gate.holdKept(kept);
    output.print(
        this,
        held,
        rows.stream()
            .filter(BlameRow.Failed.class::isInstance)
            .map(row -> ((BlameRow.Failed) row).problem()));
    gate.save(this, kept, kept.size() == rows.size(), files.all());
    return held.stream().noneMatch(Gate::fails);
  }

  private static List<BlameRow.Blamed> done(List<BlameRow> rows) {
    return rows.stream()
        .filter(BlameRow.Blamed.class::isInstance)
        .map(BlameRow.Blamed.class::cast)
        .toList();
  }

  /** Adds a row for each function; adds only one row if the program cannot be linked. */
  private void blame(List<BlameRow> rows, Program program, Workshop workshop, Variant variant)
      throws IOException {
    List<Measurer.Linked> linked = new ArrayList<>();
    attempt(rows, () -> linked.add(blamer(call, program).link(workshop, variant)));
    if (linked.isEmpty()) {
      return;
    }
    for (CallOptions one : each.calls(call, program, linked.getFirst().image())) {
      add(rows, blamer(one, program), linked.getFirst());
      if (terminal.interruption().isRequested()) {
        return;
      }
    }
  }

  private Blamer blamer(CallOptions one, Program program) {
    return new Blamer(this, files, one, variants.sources, program);
  }

  /** Adds a row; under --each none for a function that does not return. */
  private void add(List<BlameRow> rows, Blamer blamer, Measurer.Linked linked) throws IOException {
    attempt(
        rows,
        () ->
            each.returned(blamer.call(), blamer.under(linked), gate, () -> blamer.of(linked))
                .map(row -> row.ordered(output.sorted(row.calls(), BlameRow.Call::json)))
                .map(rows::add));
  }

  /** Does the work for a row; adds a row with the problem if there is one. */
  private void attempt(List<BlameRow> rows, Problem.Work<?> work) throws IOException {
    attempt("this row", work, problem -> rows.add(new BlameRow.Failed(problem)));
  }

  private void print(List<BlameRow> rows) {
    List<BlameRow.Blamed> done = done(rows);
    output.print(
        this,
        () -> rows.stream().map(BlameRow::json).toList(),
        () -> sheet(done),
        () -> printText(done));
  }

  /** Returns a row for each call, and one for all calls of a function together. */
  private static Sheet sheet(List<BlameRow.Blamed> done) {
    List<List<String>> rows = new ArrayList<>();
    for (BlameRow.Blamed row : done) {
      row.calls().forEach(call -> rows.add(cells(row, call.json())));
      if (row.together() != null) {
        Map<String, Object> together = new LinkedHashMap<>(row.together().json());
        together.put("symbol", TOGETHER);
        rows.add(cells(row, together));
      }
    }
    return new Sheet(
        Stream.concat(KEY.stream(), COLUMNS.stream()).toList(),
        Stream.concat(LimitOutput.FIGURES.stream(), Stream.of("spills", REMOVED)).toList(),
        rows);
  }

  private static List<String> cells(BlameRow.Blamed row, Map<String, Object> call) {
    List<String> cells = new ArrayList<>();
    KEY.forEach(field -> cells.add(row.base().key().value(field)));
    COLUMNS.forEach(name ->
        cells.add(
            TEXTS.contains(name) && !call.containsKey(name)
                ? ""
                : Sheet.known(figure(call.get(name)))));
    return cells;
  }

  /** Returns the instructions of the figures of a removed call, or the value itself. */
  private static Object figure(Object value) {
    return value instanceof Map<?, ?> figures ? figures.get("instructions") : value;
  }

  private void printText(List<BlameRow.Blamed> done) {
    MeasureTable table =
        new MeasureTable(done.stream().map(BlameRow.Blamed::base).toList(), terminal.columns());
    for (BlameRow.Blamed row : done) {
      if (row != done.getFirst()) {
        print("");
      }
      print(table, row);
    }
  }

  private void print(MeasureTable table, BlameRow.Blamed row) {
    print(
        "%s: %d instructions of its own"
            .formatted(
                table.title(row.base()), row.base().measurement().counters().ownInstructions()));
    if (row.calls().isEmpty()) {
      print(row.machineCode() ? "  it has no call" : "  it has no call that the compiler knows of");
      return;
    }
    print(figures(row).lines());
    print(remarks(row));
  }

  private static TextTable figures(BlameRow.Blamed row) {
    TextTable figures = new TextTable().left(1);
    figures.row(
        "  call", "place", "path", "instr", "pushes", "stack", "spills", "leaf without", "removed");
    row.calls()
        .forEach(
            c -> figures.row(cells("  " + c.name(), c.place(), c.path(), c.cost(), c.removed())));
    BlameRow.Together all = row.together();
    figures.row(
        cells(
            "  together",
            "",
            "",
            all == null ? null : all.cost(),
            all == null ? null : all.removed()));
    return figures;
  }

  /** Returns the lines below the table: causes, registers, and the calls that are not blamed. */
  private List<String> remarks(BlameRow.Blamed row) {
    List<String> remarks = new ArrayList<>();
    if (row.together() != null && row.together().causes() != null) {
      String causes =
          row.together().causes().stream()
              .map(d -> d.instructions() + " " + d.cause())
              .collect(Collectors.joining(", "));
      remarks.add("together by cause: " + (causes.isEmpty() ? "nothing" : causes));
      row.together().causes().stream()
          .filter(d -> d.namesInstructions() || d.cause().equals(Role.FRAME.label()))
          .filter(d -> !d.at().isEmpty())
          .map(d -> d.cause() + ": " + String.join("; ", d.at()))
          .forEach(remarks::add);
    }
    if (row.machineCode()) {
      remarks.add("figures from the machine code: what serves this call and no other");
      remarks.addAll(registers(row.base().path().saves()));
    }
    row.calls().stream()
        .filter(c -> c.cost() != null && c.callee().isMerged() && !row.machineCode())
        .map(c -> c.name() + ": the compiler merged calls; all that it may be made of are blamed")
        .forEach(remarks::add);
    row.calls().stream()
        .filter(c -> c.problem() != null)
        .forEach(c -> remarks.add(c.name() + " is not blamed: " + c.problem()));
    if (row.together() != null && row.together().problem() != null) {
      remarks.add("together they are not blamed: " + row.together().problem());
    }
    return remarks.stream()
        .flatMap(text -> Paragraph.wrap(text, terminal.columns(), "  ", "    ").stream())
        .toList();
  }

  /** Returns a line for each set of calls, with the saved registers that hold values over them. */
  private static List<String> registers(Map<String, List<String>> saves) {
    Map<String, List<String>> byCalls = new LinkedHashMap<>();
    saves.forEach((register, calls) -> {
      String over = calls.isEmpty() ? "no call" : String.join(", ", calls);
      byCalls.computeIfAbsent(over, key -> new ArrayList<>()).add(register);
    });
    List<String> lines = new ArrayList<>();
    byCalls.forEach((over, registers) ->
        lines.add("saved and held over " + over + ": " + String.join(", ", registers)));
    return lines;
  }

  private static List<Object> cells(
      String name, String place, String path, Cost cost, Cost removed) {
    if (cost == null) {
      return List.of(name, place, path, "-", "-", "-", "-", "-", "-");
    }
    return List.of(
        name,
        place,
        path,
        cost.instructions(),
        TextTable.known(cost.pushes()),
        cost.stackBytes(),
        TextTable.known(cost.spills()),
        cost.leafWithout() ? "yes" : "no",
        removed == null ? "-" : (Object) removed.instructions());
  }
}
