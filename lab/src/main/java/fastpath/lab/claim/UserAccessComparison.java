package fastpath.lab.claim;

import fastpath.kernelsrc.Host;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Region;
import java.util.List;

/**
 * Checks in user access, compared by what they do to the accesses that the kernel of 3.11 checked:
 * those that may sleep.
 */
interface UserAccessComparison extends Comparison {
  /** What is told of each variant. */
  List<Column> columns();

  @Override
  default String section() {
    return "User-space access and voluntary preemption";
  }

  @Override
  default List<Host> hosts() {
    return KernelSources.userAccess().stream().filter(h -> h.region() == Region.USER).toList();
  }

  @Override
  default Exhibit figures(List<View> views) {
    return new VariantTable(views, ": a call of each of the copies, mean", columns());
  }
}
