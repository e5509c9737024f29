package fastpath.lab.table;

import fastpath.lab.verdict.VariantPair;
import fastpath.lab.workshop.Part;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the instructions that one variant runs more than another are for.
 *
 * @param total instructions more; negative for fewer
 * @param byPurpose the same, divided
 */
public record Shares(double total, Map<Purpose, Double> byPurpose) {
  /** Why an instruction was added, coarser than {@link Part}. */
  public enum Purpose {
    COUNT("count", EnumSet.of(Part.PREEMPT_COUNT)),
    TEST("test", EnumSet.of(Part.RESCHED_TEST)),
    THREAD_INFO("thread_info", EnumSet.of(Part.THREAD_INFO)),
    FRAME("frame+regs", EnumSet.of(Part.FRAME, Part.REGISTER_TRAFFIC, Part.SPILL)),
    LINKAGE("call/ret", EnumSet.of(Part.CALL_LINKAGE)),
    RCU("rcu", EnumSet.of(Part.RCU)),
    REST("rest", EnumSet.of(Part.PAYLOAD, Part.UACCESS, Part.SLOW_PATH));

    public final String label;
    final Set<Part> parts;

    Purpose(String label, Set<Part> parts) {
      this.label = label;
      this.parts = parts;
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
    return purpose.parts.stream().mapToLong(change::added).sum();
  }
}
