package fastpath.kernelsrc;

import java.util.stream.Stream;

/** The outermost region that a fast path leaves, whose end may reschedule. */
public enum Region {
  /** The path reaches no preemption point. */
  NONE("none"),
  /** The path leaves an RCU read region. */
  RCU("rcu"),
  /** The path leaves a region of preempt_disable(). */
  PREEMPT("preempt"),
  /** The path accesses user memory and therefore passes might_fault(). */
  USER("user"),
  /** The path is a whole system call, whose return to user mode reschedules. */
  SYSCALL("syscall");

  private final String tag;

  Region(String tag) {
    this.tag = tag;
  }

  /**
   * Returns the region that a fast path's {@code @region} tag names.
   *
   * @throws IllegalArgumentException if the tag names no region
   */
  static Region of(String tag) {
    return Stream.of(values())
        .filter(region -> region.tag.equals(tag))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no region " + tag));
  }
}
