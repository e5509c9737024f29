package fastpath.lab.evidence;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.Blocks;
import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.Exhibit;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of models with a block for each compiler. Each line is a model, with its cost and the
 * waits in each call.
 */
public record BalanceTable(List<Balance> balances) implements Exhibit {
  private static final String CAPTION =
      "Cost of a kernel in percent: instructions of the three calls beyond "
          + "those of the same release without preemption. Wait, in instructions, of "
          + "a more urgent thread that an interrupt wakes in a call: the longest, "
          + "and the mean over interrupts at every instruction";

  @Override
  public List<String> lines(int columns) {
    List<String> lines = new ArrayList<>(Exhibit.text(CAPTION).lines(columns));
    lines.add("");
    lines.addAll(Blocks.abreast(balances.stream().map(this::block).toList(), columns));
    return lines;
  }

  private List<String> block(Balance balance) {
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of(balance.view().compiler(), "cost"));
    balance.calls().forEach(call -> head.addAll(List.of(call.name(), "mean")));
    table.row(head);
    for (Preset model : balance.view().grid().presets()) {
      List<Object> row = new ArrayList<>();
      row.add("  " + model.shortName());
      row.add(Comparison.say("%+.1f%%", balance.cost(model)));
      balance.calls().forEach(call -> row.addAll(waits(balance, call, model.shortName())));
      table.row(row);
    }
    return table.lines();
  }

  private static List<Object> waits(Balance balance, FastPath call, String model) {
    return balance
        .delay(call, model)
        .map(d -> List.<Object>of(d.worst(), Comparison.say("%.0f", d.mean())))
        .orElse(List.of("?", "?"));
  }
}
