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

/** A comparison of preemption variants by their effect on the fast paths that leave a region. */
public interface RegionComparison extends Comparison {
  /** Returns the columns that the table has for each variant. */
  List<Column> columns();

  @Override
  default List<FastPath> fastPaths(KernelSources sources) {
    return sources.fastPaths().stream().filter(h -> h.region() != Region.NONE).toList();
  }

  @Override
  default Exhibit figures(List<CompilerView> views) {
    return new VariantTable(
        views,
        ": mean of a call of each fast path that has a region (framed, leaf: how many are)",
        columns());
  }
}
