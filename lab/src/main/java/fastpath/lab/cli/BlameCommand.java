package fastpath.lab.cli;

import fastpath.codegen.option.FrameStrategy;
import fastpath.codegen.source.CompileException;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.blame.Cost;
import fastpath.lab.blame.HiddenCalls;
import fastpath.lab.cli.SiliconOption.Silicon;
import fastpath.lab.text.Json;
import fastpath.lab.text.Paragraph;
import fastpath.lab.text.TextTable;
import fastpath.lab.workshop.Callee;
import fastpath.lab.workshop.LabException;
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
    name = "blame",
    description =
        "What each call in a function costs the path taken, whether the path passes it or not. The"
            + " function is compiled again with the call behind a thunk, which saves every register,"
            + " so that the compiler keeps none for it; both are executed, and the figures are the"
            + " difference of the function's own counts.",
    footer = {
      "",
      "Example:",
      "  fastpath blame mine.c --call f --args 3 --config V1 --compiler own --compiler gcc"
    })
final class BlameCommand extends CliCommand {
  @Mixin FileArguments files;
  @Mixin CallOptions call;
  @Mixin ConfigOption configs;
  @Mixin CompilerOption compilers;
  @Mixin SourceOptions sources;

  @Option(names = "--json", description = "One JSON document: a list of rows.")
  boolean json;

  BlameCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() throws IOException {
    files.needFile("blame");
    call.needFunction("blame");
    call.check(false);
    Program program = files.read(terminal.in(), cache(), false).withRoots(call.symbols());
    if (!program.hasSources()) {
      throw Failure.usage(
          "fastpath blame: %s has no source that could be compiled without a call",
          String.join(", ", files.files));
    }
    List<BlameRow> rows = new ArrayList<>();
    try (Workshop workshop = new Workshop(KernelSources.BASE)) {
      for (Variant variant : variants()) {
        rows.add(item("this row", () -> blame(workshop, program, variant), BlameRow.Failed::new));
      }
    }
    print(rows);
    return rows.stream().map(BlameRow::exitCode).reduce(ExitCode.DONE, ExitCode::worst);
  }

  private List<Variant> variants() {
    List<Optional<String>> named =
        configs.names.isEmpty()
            ? List.of(Optional.empty())
            : configs.names.stream().distinct().map(Optional::of).toList();
    List<Variant> variants = new ArrayList<>();
    for (Optional<String> config : named) {
      for (String compiler : compilers.namesOrOwn()) {
        for (String cflags : sources.eachCflags()) {
          variants.add(
              new Variant(
                  KernelSources.BASE, config, compiler, cflags, Optional.<FrameStrategy>empty()));
        }
      }
    }
    return variants;
  }

  private BlameRow blame(Workshop workshop, Program program, Variant variant) {
    Measurer measurer = measurer(program);
    MeasureRow.Measured base =
        measurer.measure(measurer.link(workshop, workshop, variant), call.set());
    List<Callee> calls = Callee.bySource(base.callees());
    calls = asmAlone(base) ? List.of() : calls;
    List<BlameRow.Call> blamed = new ArrayList<>();
    List<Callee> hidden = new ArrayList<>();
    for (Callee one : calls) {
      BlameRow.Call result = of(workshop, program, variant, base, one);
      blamed.add(result);
      if (result.cost() != null) {
        hidden.add(one);
      }
    }
    Cost together = hidden.isEmpty() ? null : cost(workshop, program, variant, base, hidden);
    return new BlameRow.Blamed(base, blamed, together);
  }

  /**
   * True if the compiler sees a leaf function: every call is in inline asm, so that the compiler
   * saves no register for a call.
   */
  private static boolean asmAlone(MeasureRow.Measured base) {
    return base.measurement().leafInCode().isLeafForCompiler();
  }

  private BlameRow.Call of(
      Workshop workshop,
      Program program,
      Variant variant,
      MeasureRow.Measured base,
      Callee callee) {
    try {
      return new BlameRow.Call(
          callee, cost(workshop, program, variant, base, List.of(callee)), null);
    } catch (CompileException e) {
      return new BlameRow.Call(
          callee, null, "behind a thunk it does not compile: " + e.getMessage());
    } catch (LabException e) {
      return new BlameRow.Call(callee, null, e.getMessage());
    }
  }

  private Cost cost(
      Workshop workshop,
      Program program,
      Variant variant,
      MeasureRow.Measured base,
      List<Callee> callees) {
    HiddenCalls without = HiddenCalls.of(workshop.sources(), program, callees);
    try (Workshop user = new Workshop(without.over(workshop.sources()))) {
      Measurer measurer = measurer(without.program());
      MeasureRow.Measured row =
          measurer.measure(measurer.link(user, workshop, variant), call.set());
      Cost cost = Cost.of(base.measurement(), row.measurement(), row.callees());
      if (!cost.sameValue()) {
        throw new LabException("behind a thunk the function returns something else");
      }
      return cost;
    }
  }

  private Measurer measurer(Program program) {
    return new Measurer(this, files, call, sources, Silicon.NOT_ASKED, program, false);
  }

  private void print(List<BlameRow> rows) {
    if (json) {
      terminal.out().print(Json.write(rows.stream().map(BlameRow::json).toList()));
      return;
    }
    boolean first = true;
    for (BlameRow row : rows) {
      if (row instanceof BlameRow.Blamed blamed) {
        if (!first) {
          print("");
        }
        first = false;
        print(blamed);
      }
    }
  }

  private void print(BlameRow.Blamed row) {
    MeasureTable table = new MeasureTable(List.of(row.base()), terminal.columns());
    print(
        "%s, %s: %d instructions of its own"
            .formatted(
                row.base().measurement().fastPath(),
                table.place(row.base()),
                row.base().measurement().counters().ownInstructions()));
    if (row.calls().isEmpty()) {
      print("  it has no call that the compiler knows of");
      return;
    }
    TextTable figures = new TextTable().left(1);
    figures.row("  call", "place", "path", "instr", "pushes", "stack", "spills", "leaf without");
    row.calls().forEach(c -> figures.row(cells("  " + c.name(), c.place(), c.path(), c.cost())));
    figures.row(cells("  together", "", "", row.together()));
    print(figures.lines());
    for (BlameRow.Call c : row.calls()) {
      if (c.problem() != null) {
        String text = c.name() + " is not blamed: " + c.problem();
        print(Paragraph.wrap(text, terminal.columns(), "  ", "    "));
      }
    }
  }

  private static List<Object> cells(String name, String place, String path, Cost cost) {
    if (cost == null) {
      return List.of(name, place, path, "-", "-", "-", "-", "-");
    }
    return List.of(
        name,
        place,
        path,
        cost.instructions(),
        TextTable.known(cost.pushes()),
        cost.stackBytes(),
        TextTable.known(cost.spills()),
        cost.leafWithout() ? "yes" : "no");
  }
}
