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
 * Variants of preemption, compared by what they do to the fast paths whose path leaves a region.
 */
public interface RegionComparison extends Comparison {
  /** What is told of each variant. */
  List<Column> columns();

  @Override
  default List<FastPath> fastPaths(KernelSources sources) {
    return sources.fastPaths().stream().filter(h -> h.region() != Region.NONE).toList();
  }

  @Override
  default Exhibit figures(List<CompilerView> views) {
    return new VariantTable(views, ": a call of each of the fast paths, mean", columns());
  }
}
