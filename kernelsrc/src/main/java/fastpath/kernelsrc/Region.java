package fastpath.kernelsrc;

import java.util.stream.Stream;

/** What a fast path does that may reschedule: the outermost region it leaves on the path taken. */
public enum Region {
  /** Nothing: the path reaches no preemption point. */
  NONE("none"),
  /** It leaves an RCU read region. */
  RCU("rcu"),
  /** It leaves a region of {@code preempt_disable()}. */
  PREEMPT("preempt"),
  /** It touches user memory, and so passes {@code might_fault()}. */
  USER("user"),
  /** It is a whole system call, and its way back to user mode reschedules. */
  SYSCALL("syscall");

  private final String tag;

  Region(String tag) {
    this.tag = tag;
  }

  /**
   * The region that a fast path's {@code @region} names.
   *
   * @throws IllegalArgumentException if the tag names none
   */
  static Region of(String tag) {
    return Stream.of(values())
        .filter(region -> region.tag.equals(tag))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no region " + tag));
  }
}
