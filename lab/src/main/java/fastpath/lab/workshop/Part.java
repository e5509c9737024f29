package fastpath.lab.workshop;

import fastpath.kernelsrc.Role;

/** What an executed instruction is for; every one has exactly one part. */
public enum Part {
  PAYLOAD("payload"),
  /** Makes or undoes a stack frame, by CFI. */
  FRAME("frame"),
  /** Calls, returns and jumps to other functions. */
  CALL_LINKAGE("call linkage"),
  /** Moves a value to or from the function's own stack slots. */
  SPILL("spill"),
  /** Moves a value between a callee-saved register and another, for it to outlive a call. */
  REGISTER_TRAFFIC("register traffic"),
  PREEMPT_COUNT("preempt count"),
  RESCHED_TEST("resched test"),
  THREAD_INFO("thread_info"),
  RCU("rcu"),
  UACCESS("uaccess"),
  SLOW_PATH("slow path"),
  /** What the compiler or the kernel's build has inserted: bodies of hooks, nops of the tracer. */
  INSTRUMENTATION("instrumentation");

  private final String label;

  Part(String label) {
    this.label = label;
  }

  /** As reports and JSON name it. */
  public String label() {
    return label;
  }

  static Part of(Role role) {
    return switch (role) {
      case PREEMPT_COUNT -> PREEMPT_COUNT;
      case RESCHED_TEST -> RESCHED_TEST;
      case THREAD_INFO -> THREAD_INFO;
      case RCU -> RCU;
      case UACCESS -> UACCESS;
      case SLOW_PATH -> SLOW_PATH;
      case INSTRUMENTATION -> INSTRUMENTATION;
    };
  }
}
