package fastpath.kernelsrc;

/** What a fast path does that may reschedule: the outermost region it leaves on the path taken. */
public enum Region {
  /** Nothing: the path reaches no preemption point. */
  NONE,
  /** It leaves an RCU read region. */
  RCU,
  /** It leaves a region of {@code preempt_disable()}. */
  PREEMPT,
  /** It touches user memory, and so passes {@code might_fault()}. */
  USER,
  /** It is a whole system call, and its way back to user mode reschedules. */
  SYSCALL
}
