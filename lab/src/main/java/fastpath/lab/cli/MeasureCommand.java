package fastpath.lab.cli;

import fastpath.lab.cli.SiliconOption.Silicon;
import fastpath.lab.gate.Gate;
import fastpath.lab.gate.KeptRow;
import fastpath.lab.workshop.Interrupted;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      "  fastpath measure mine.c --call f --setup make --config V0 --config V1 --compiler gcc",
      "  fastpath measure mine.c --call f --args 3 --args 4 --listing",
      "  fastpath measure mine.c --call f --args 3 --limit instructions=24"
    })
final class MeasureCommand extends CliCommand {
  @Mixin FileArguments files;
  @Mixin CallOptions call;
  @Mixin VariantOptions variants;
  @Mixin SiliconOption silicon;
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
    call.check(silicon.asked);
    silicon.check(false);
    call.needFunction("measure");
    output.check(listing, gate.asked());
    gate.read();
    Program program = files.read(terminal.in(), cache(), silicon.asked).withRoots(call.symbols());
    List<MeasureRow> rows = new ArrayList<>();
    boolean complete;
    boolean exceeded;
    try {
      complete = measure(program, rows);
    } finally {
      // Prints the rows measured so far, even if an internal error ends the command.
      exceeded = print(rows);
    }
    if (!complete) {
      return ExitCode.INTERRUPTED;
    }
    ExitCode code = rows.stream().map(MeasureRow::exitCode).reduce(ExitCode.DONE, ExitCode::worst);
    return exceeded ? code.worst(ExitCode.UNEXPECTED_RESULT) : code;
  }

  /** Measures all rows; returns false if the user has interrupted the command. */
  private boolean measure(Program program, List<MeasureRow> rows) throws IOException {
    List<Variant> all = variants.all(program.hasSources());
    try (Silicon host = silicon.open();
        Progress progress = new Progress(terminal);
        Workshops workshops = new Workshops()) {
      Measurer measurer = new Measurer(this, files, call, variants.sources, host, program, listing);
      progress.expect(all.size());
      for (Variant variant : all) {
        measure(measurer, workshops.of(variant.sources()), variant, rows);
        if (interrupted(rows)) {
          return false;
        }
        progress.done(variant.compiler());
      }
    }
    return true;
  }

  /** Adds a row for each set of arguments; adds only one row if the program cannot be linked. */
  private void measure(Measurer measurer, Workshop workshop, Variant variant, List<MeasureRow> rows)
      throws IOException {
    List<Measurer.Linked> linked = new ArrayList<>();
    MeasureRow failed =
        item(
            "this row",
            () -> {
              linked.add(measurer.link(workshop, variant));
              return null;
            },
            MeasureRow.Failed::new);
    if (failed != null) {
      rows.add(failed);
      return;
    }
    for (String args : call.sets()) {
      rows.add(row(() -> measurer.measure(linked.getFirst(), args)));
      if (terminal.interruption().isRequested()) {
        return;
      }
    }
  }

  /**
   * If the user has interrupted the command, adds a row that says that rows are missing, and
   * returns true.
   */
  private boolean interrupted(List<MeasureRow> rows) throws IOException {
    return terminal.interruption().isRequested()
        && rows.add(
            row(() -> {
              throw new Interrupted();
            }));
  }

  /**
   * Returns the row that the work measures, or a row with the problem, so that the other rows are
   * still measured.
   */
  private MeasureRow row(Problem.Work<MeasureRow> work) throws IOException {
    return item("this row", work, MeasureRow.Failed::new);
  }

  /** Prints and saves the rows; returns true if a limit fails. */
  private boolean print(List<MeasureRow> rows) {
    List<KeptRow> kept = output.done(rows).stream().map(MeasureRow.Measured::kept).toList();
    Optional<Gate> held = gate.hold(kept);
    output.print(this, rows, held.orElse(null));
    if (gate.save != null && (kept.isEmpty() || kept.size() < rows.size())) {
      note("--save " + gate.save + ": not written, since a row failed and would be missed later");
    } else {
      gate.save(kept, files.all());
    }
    return held.map(Gate::fails).orElse(false);
  }
}
