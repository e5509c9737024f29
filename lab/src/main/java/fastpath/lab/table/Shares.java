package fastpath.lab.table;

import fastpath.kernelsrc.Role;
import fastpath.lab.verdict.VariantPair;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the instructions that one variant runs more than another are for. Copies of registers that
 * one runs more belong to frame and registers, whichever of its copies they are: of a single
 * variant nothing tells which copies another one would not have.
 *
 * @param total instructions more; negative for fewer
 * @param byPurpose the same, divided
 */
public record Shares(double total, Map<Purpose, Double> byPurpose) {
  /** Why an instruction was added, coarser than {@link Role}. */
  public enum Purpose {
    COUNT("count", EnumSet.of(Role.PREEMPT_COUNT)),
    TEST("test", EnumSet.of(Role.RESCHED_TEST)),
    THREAD_INFO("thread_info", EnumSet.of(Role.THREAD_INFO)),
    FRAME("frame+regs", EnumSet.of(Role.FRAME, Role.REGISTER_TRAFFIC, Role.SPILL), 1),
    LINKAGE("call/ret", EnumSet.of(Role.CALL_LINKAGE)),
    RCU("rcu", EnumSet.of(Role.RCU)),
    REST(
        "rest",
        EnumSet.of(
            Role.PAYLOAD, Role.UACCESS, Role.SLOW_PATH, Role.INSTRUMENTATION, Role.ALIGNMENT),
        -1);

    public final String label;
    final Set<Role> roles;
    final int copies;

    Purpose(String label, Set<Role> roles) {
      this(label, roles, 0);
    }

    /** Copies that are payload count here so many times beside their role. */
    Purpose(String label, Set<Role> roles, int copies) {
      this.label = label;
      this.roles = roles;
      this.copies = copies;
    }
  }

  /** The mean over changes; zeros if there are none. */
  public static Shares mean(List<VariantPair> changes) {
    Map<Purpose, Double> byPurpose = new LinkedHashMap<>();
    double total = 0;
    for (Purpose purpose : Purpose.values()) {
      double share = changes.stream().mapToLong(c -> added(c, purpose)).average().orElse(0);
      byPurpose.put(purpose, share);
      total += share;
    }
    return new Shares(total, byPurpose);
  }

  public double of(Purpose purpose) {
    return byPurpose.get(purpose);
  }

  private static long added(VariantPair change, Purpose purpose) {
    long added = purpose.roles.stream().mapToLong(change::added).sum();
    return added + purpose.copies * change.addedCopies();
  }
}
