package fastpath.lab.claim;

import fastpath.kernelsrc.Host;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Region;
import java.util.List;

/** Variants of preemption, compared by what they do to the hosts whose path leaves a region. */
interface RegionComparison extends Comparison {
  /** What is told of each variant. */
  List<Column> columns();

  @Override
  default List<Host> hosts() {
    return KernelSources.hosts().stream().filter(h -> h.region() != Region.NONE).toList();
  }

  @Override
  default Exhibit figures(List<View> views) {
    return new VariantTable(views, ": a call of each of the hosts, mean", columns());
  }
}
