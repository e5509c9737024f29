package fastpath.lab.cli;

import fastpath.lab.cli.SiliconOption.Silicon;
import fastpath.lab.compare.ComparisonText;
import fastpath.lab.compare.Difference;
import fastpath.lab.compare.PathComparison;
import fastpath.lab.text.Json;
import fastpath.lab.workshop.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "compare",
    description =
        "Two rows of measure side by side: the paths taken, aligned by role, source line and"
            + " operation, and the difference by cause. The causes are the roles, and layout for nops"
            + " and jumps; they add up to the difference of the counts. Two files that are the only"
            + " difference are compared with each other, each by itself.",
    footer = {
      "",
      "Examples:",
      "  fastpath compare mine.c --call f --args 3 --config V1 --config V5",
      "  fastpath compare before.c after.c --call f --args 3"
    })
final class CompareCommand extends CliCommand {
  private static final int ROWS = 2;

  @Mixin FileArguments files;
  @Mixin CallOptions call;
  @Mixin VariantOptions variants;

  @Option(names = "--json", description = "One JSON document.")
  boolean json;

  /** One of the two calls that are compared. */
  private record Side(Program program, Variant variant, String args, String file) {}

  CompareCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() throws IOException {
    files.needFile("compare");
    call.needFunction("compare");
    call.check(false);
    List<Side> sides = sides();
    if (sides.size() != ROWS) {
      throw Failure.usage(
          "fastpath compare: two rows are compared, and these are %d; name two configs, overlays,"
              + " compilers, --cflags, --frame, --args or files",
          sides.size());
    }
    List<MeasureRow.Measured> rows = new ArrayList<>();
    try (Workshops workshops = new Workshops()) {
      for (Side side : sides) {
        rows.add(measure(workshops, side));
      }
    }
    print(sides, rows);
    return ExitCode.DONE;
  }

  private List<Side> sides() throws IOException {
    Program whole = files.read(terminal.in(), cache(), false).withRoots(call.symbols());
    List<Variant> all = variants.all(whole.hasSources());
    List<Side> sides = new ArrayList<>();
    if (all.size() * call.sets().size() == 1 && files.files.size() == ROWS) {
      for (String file : files.files) {
        Program alone =
            files.read(List.of(file), terminal.in(), cache(), false).withRoots(call.symbols());
        sides.add(new Side(alone, all.getFirst(), call.set(), file));
      }
      return sides;
    }
    for (Variant variant : all) {
      call.sets().forEach(args -> sides.add(new Side(whole, variant, args, "")));
    }
    return sides;
  }

  private MeasureRow.Measured measure(Workshops workshops, Side side) {
    Measurer measurer =
        new Measurer(this, files, call, variants.sources, Silicon.NOT_ASKED, side.program, true);
    Measurer.Linked linked = measurer.link(workshops.of(side.variant.sources()), side.variant);
    return measurer.measure(linked, side.args);
  }

  private void print(List<Side> sides, List<MeasureRow.Measured> rows) {
    MeasureRow.Measured first = rows.getFirst();
    MeasureRow.Measured second = rows.getLast();
    PathComparison comparison =
        PathComparison.of(
            first.measurement().counters(),
            first.path(),
            second.measurement().counters(),
            second.path());
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("rows", rows.stream().map(MeasureRow::json).toList());
      document.put("differences", comparison.differences().stream().map(Difference::json).toList());
      terminal.out().print(Json.write(document));
      return;
    }
    MeasureTable table = new MeasureTable(rows, terminal.columns());
    print("first:  " + (table.place(first) + " " + sides.getFirst().file).strip());
    print("second: " + (table.place(second) + " " + sides.getLast().file).strip());
    print("");
    print(table.figureLines());
    print("");
    print(ComparisonText.lines(comparison, terminal.columns()));
  }
}
