package fastpath.lab.table;

import fastpath.kernelsrc.Role;
import fastpath.lab.verdict.VariantPair;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The instructions that one variant executes more than another, by purpose. Additional copies of
 * registers count as frame and registers, whatever their role: a single variant does not show which
 * copies another variant would not have.
 *
 * @param total the number of additional instructions; negative if instructions were removed
 * @param byPurpose the additional instructions by purpose
 */
public record Shares(double total, Map<Purpose, Double> byPurpose) {
  /** The purpose of an added instruction, which is coarser than a {@link Role}. */
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

    /**
     * Creates a purpose whose number of added instructions includes the added register copies of
     * the payload, multiplied by a weight: 1, 0 or -1.
     */
    Purpose(String label, Set<Role> roles, int copies) {
      this.label = label;
      this.roles = roles;
      this.copies = copies;
    }
  }

  /** Returns the mean shares over pairs of variants; all zero without a pair. */
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
