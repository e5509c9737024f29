package fastpath.lab.evidence;

import fastpath.kernelsrc.Preset;
import fastpath.lab.table.Column;
import fastpath.lab.table.Shares;
import fastpath.lab.table.Shares.Purpose;
import fastpath.lab.text.Blocks;
import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.verdict.VariantPair;
import java.util.ArrayList;
import java.util.List;

/** Tables of the cost of the system calls under each model, in total and by role. */
public record MixCosts(List<CompilerView> views) implements Exhibit {

  @Override
  public List<String> lines(int columns) {
    List<String> lines = new ArrayList<>();
    lines.addAll(Blocks.abreast(views.stream().map(this::costs).toList(), columns));
    lines.addAll(Blocks.abreast(views.stream().map(this::purposes).toList(), columns));
    return lines;
  }

  private List<String> costs(CompilerView view) {
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of(""));
    view.cells(Mix.NONE).forEach(cell -> head.addAll(List.of(cell.fastPath().name(), "%")));
    head.addAll(List.of("all %", "beside"));
    table.row(head);
    for (Preset model : view.grid().presets()) {
      List<VariantPair> changes = changes(view, model);
      List<Object> row = new ArrayList<>(List.of("  " + model.shortName()));
      for (VariantPair change : changes) {
        row.add(change.after().counters().instructions());
        row.add(Comparison.say("%+.1f", percent(List.of(change))));
      }
      row.add(Comparison.say("%+.1f", percent(changes)));
      row.add(Mix.noneOf(model));
      table.row(row);
    }
    List<String> lines =
        new ArrayList<>(
            List.of(
                view.compiler()
                    + ": instructions of a call, compared with the kernel of the same release "
                    + "without preemption"));
    lines.addAll(table.lines());
    return lines;
  }

  private List<String> purposes(CompilerView view) {
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of("", "more"));
    for (Purpose purpose : Purpose.values()) {
      head.add(purpose.label);
    }
    table.row(head);
    for (Preset model : view.grid().presets()) {
      Shares shares = Shares.mean(changes(view, model));
      List<Object> row =
          new ArrayList<>(List.of("  " + model.shortName(), Column.number(shares.total())));
      for (Purpose purpose : Purpose.values()) {
        row.add(Column.number(shares.of(purpose)));
      }
      table.row(row);
    }
    List<String> lines =
        new ArrayList<>(
            List.of(view.compiler() + ": the additional instructions by role, mean of the calls"));
    lines.addAll(table.lines());
    return lines;
  }

  private static List<VariantPair> changes(CompilerView view, Preset model) {
    return view.changes(Mix.noneOf(model), model.shortName());
  }

  /**
   * Returns the additional instructions of all pairs, in percent of the instructions under the
   * first variant. Every call of the mix is weighted by one execution.
   */
  public static double percent(List<VariantPair> changes) {
    double more = changes.stream().mapToLong(VariantPair::instructions).sum();
    double before = changes.stream().mapToLong(c -> c.before().counters().instructions()).sum();
    return 100 * more / before + 0.0;
  }
}
