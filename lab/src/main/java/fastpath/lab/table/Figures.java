package fastpath.lab.table;

import fastpath.lab.verdict.Exhibit;
import fastpath.lab.workshop.Grid;
import java.util.ArrayList;
import java.util.List;

/** The tables with which a claim's report begins: what was measured. */
public final class Figures {
  private Figures() {}

  /**
   * Returns the legend of the variants, a table of all cells at a glance, and the tables of each
   * compiler.
   *
   * @param what the word that the tables' captions use for one of the grid's fast paths
   */
  public static List<Exhibit> of(Grid grid, String what) {
    List<Exhibit> exhibits = new ArrayList<>();
    exhibits.add(Exhibit.legend(grid.presets()));
    exhibits.add(Exhibit.gap());
    exhibits.add(
        Exhibit.text("At a glance, " + String.join(", ", grid.compilers()) + ": " + Glance.KEY));
    exhibits.add(new Glance(grid));
    exhibits.add(Exhibit.gap());
    for (String compiler : grid.compilers()) {
      exhibits.add(
          Exhibit.text(
              compiler
                  + ": one call of each "
                  + what
                  + ", no reschedule wanted (in code: leaf; asm = calls only in inline asm; jump ="
                  + " tail jump; call)"));
      exhibits.add(Exhibit.gap());
      exhibits.add(new FastPathTable(grid, compiler));
    }
    return exhibits;
  }
}
