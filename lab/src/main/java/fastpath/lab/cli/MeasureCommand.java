package fastpath.lab.cli;

import fastpath.lab.cli.SiliconOption.Silicon;
import fastpath.lab.gate.Gate;
import fastpath.lab.gate.KeptRow;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "measure",
    description =
        "What one call of a function costs: a row for each config, overlay, compiler, --cflags,"
            + " --frame and --args. With a config, the kernel's headers and support files are those"
            + " of kernelsrc under it.",
    footer = {
      "",
      "Examples:",
      "  fastpath measure mine.c --call f --setup make --config V1 --compiler gcc",
      "  fastpath measure mine.c --call f --args 3 --args 4 --listing",
      "  fastpath measure mine.c --call f --args 3 --limit instructions=24",
      "  fastpath measure --cases cases.toml --save kept.toml"
    })
final class MeasureCommand extends CliCommand {
  @Mixin FileArguments files;
  @Mixin CallOptions call;
  @Mixin VariantOptions variants;
  @Mixin SiliconOption silicon;
  @Mixin EachOption each;
  @Mixin TimeOption time;
  @Mixin CasesOption cases;
  @Mixin GateOptions gate;
  @Mixin RowOutput output;

  @Option(
      names = "--listing",
      description =
          "The path of each row too: how often each instruction ran, its role and source line.")
  boolean listing;

  MeasureCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() throws IOException {
    List<Batch> batches = batches();
    List<MeasureRow> rows = new ArrayList<>();
    boolean complete;
    boolean exceeded;
    try {
      complete = measure(batches, rows);
    } finally {
      // Prints the rows measured so far, even if an internal error ends the command.
      exceeded = print(rows);
    }
    each.remarks(terminal.columns()).forEach(this::note);
    if (!complete) {
      return ExitCode.INTERRUPTED;
    }
    ExitCode code = rows.stream().map(MeasureRow::exitCode).reduce(ExitCode.DONE, ExitCode::worst);
    return exceeded ? code.worst(ExitCode.UNEXPECTED_RESULT) : code;
  }

  /** Checks the options, and returns what they ask for. */
  List<Batch> batches() throws IOException {
    silicon.check(false);
    List<Batch> batches = cases.batches("measure", files, call, variants, each);
    batches.forEach(batch -> batch.call().check(silicon.asked));
    output.check(listing, gate.asked() || cases.file != null);
    gate.read(false);
    if (gate.save == null) {
      batches.stream()
          .flatMap(batch -> batch.of().stream())
          .forEach(one -> gate.check("case " + one.name() + ":", one.limits()));
    }
    return batches;
  }

  /** Measures the rows of all batches; returns false if the user has interrupted the command. */
  boolean measure(List<Batch> batches, List<MeasureRow> rows) throws IOException {
    try (Silicon host = silicon.open();
        Progress progress = new Progress(terminal);
        Workshops workshops = workshops()) {
      for (Batch batch : batches) {
        if (batch.of().isEmpty()) {
          measure(batch, new Tools(host, progress, workshops), rows);
        } else {
          attempt(
              rows,
              batch,
              () -> {
                measure(batch, new Tools(host, progress, workshops), rows);
                return null;
              });
        }
        if (interrupted(rows)) {
          return false;
        }
      }
      time.time(rows, MeasureRow::taking);
    }
    return true;
  }

  /** The host CPU, the progress bar and the workshops that all batches share. */
  private record Tools(Silicon host, Progress progress, Workshops workshops) {}

  /** Measures the rows of a batch until the user interrupts the command. */
  private void measure(Batch batch, Tools tools, List<MeasureRow> rows) throws IOException {
    Program program =
        batch.files().read(terminal.in(), cache(), silicon.asked).withRoots(batch.call().symbols());
    List<Variant> all = batch.variants().all(program.hasSources());
    Measurer measurer =
        new Measurer(
            this, batch.files(), batch.call(), variants.sources, tools.host, program, listing);
    tools.progress.expect(all.size());
    for (Variant variant : all) {
      measure(batch, measurer, tools.workshops.of(variant.sources()), variant, rows);
      if (terminal.interruption().isRequested()) {
        return;
      }
      tools.progress.done(variant.compiler());
    }
  }

  /** Adds a row for each set of arguments; adds only one row if the program cannot be linked. */
  private void measure(
      Batch batch, Measurer measurer, Workshop workshop, Variant variant, List<MeasureRow> rows)
      throws IOException {
    List<Measurer.Linked> linked = new ArrayList<>();
    attempt(rows, batch, () -> linked.add(measurer.link(workshop, variant)));
    if (linked.isEmpty()) {
      return;
    }
    Measurer.Linked program = linked.getFirst();
    for (CallOptions call : each.calls(batch.call(), measurer.program(), program.image())) {
      for (String args : call.sets()) {
        add(rows, batch, measurer.calling(call), program, args);
        if (terminal.interruption().isRequested()) {
          return;
        }
      }
    }
  }

  /** Adds a row; under --each none for a function that does not return. */
  private void add(
      List<MeasureRow> rows, Batch batch, Measurer measurer, Measurer.Linked linked, String args)
      throws IOException {
    attempt(
        rows,
        batch,
        () -> {
          each.returned(
                  measurer.call(),
                  measurer.under(linked),
                  gate,
                  () -> measurer.measure(linked, args))
              .map(row -> batch.of().map(row::in).orElse(row))
              .ifPresent(row -> {
                rows.add(row);
                time.remember(rows.size() - 1, measurer, linked, args);
              });
          return null;
        });
  }

  /**
   * If the user has interrupted the command, adds a row that says that rows are missing, and
   * returns true.
   */
  private boolean interrupted(List<MeasureRow> rows) {
    return terminal.interruption().isRequested() && rows.add(new MeasureRow.Failed(interrupted()));
  }

  /**
   * Does the work for rows; adds a row with the problem if there is one, so that the other rows are
   * still measured.
   */
  private void attempt(List<MeasureRow> rows, Batch batch, Problem.Work<?> work)
      throws IOException {
    attempt(
        "this row", () -> batch.named(work), problem -> rows.add(new MeasureRow.Failed(problem)));
  }

  /** Prints and saves the rows; returns true if a limit fails. */
  private boolean print(List<MeasureRow> rows) {
    List<MeasureRow.Measured> done = output.done(rows);
    List<KeptRow> kept = done.stream().map(MeasureRow.Measured::kept).toList();
    Optional<Gate> held = gate.hold(done);
    output.print(this, rows, held);
    gate.save(
        this,
        kept,
        kept.size() == rows.size(),
        Stream.concat(files.all().stream(), cases.files()).toList());
    return held.map(Gate::fails).orElse(false);
  }
}
