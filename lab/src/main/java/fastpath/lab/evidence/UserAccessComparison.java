package fastpath.lab.evidence;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Region;
import fastpath.lab.table.Column;
import fastpath.lab.table.VariantTable;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Exhibit;
import java.util.List;

/**
 * A comparison of checks in user access by their effect on the accesses that may sleep, which the
 * kernel of 3.10 checked.
 */
public interface UserAccessComparison extends Comparison {
  /** Returns the columns that the table has for each variant. */
  List<Column> columns();

  @Override
  default String section() {
    return "User-space access and voluntary preemption";
  }

  @Override
  default List<FastPath> fastPaths(KernelSources sources) {
    return sources.userAccess().stream().filter(h -> h.region() == Region.USER).toList();
  }

  @Override
  default Exhibit figures(List<CompilerView> views) {
    return new VariantTable(views, ": a call of each of the copies, mean", columns());
  }
}
