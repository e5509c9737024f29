package fastpath.kernelsrc;

/** What an instruction is for, as far as the source function that it comes from tells. */
public enum Role {
  PREEMPT_COUNT("preempt count"),
  RESCHED_TEST("resched test"),
  THREAD_INFO("thread_info"),
  RCU("rcu"),
  UACCESS("uaccess"),
  SLOW_PATH("slow path"),
  INSTRUMENTATION("instrumentation");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** The name in {@code roles.properties} and in reports. */
  public String label() {
    return label;
  }

  static Role of(String label) {
    for (Role role : values()) {
      if (role.label.equals(label)) {
        return role;
      }
    }
    throw new IllegalArgumentException("no role named '" + label + "'");
  }
}
