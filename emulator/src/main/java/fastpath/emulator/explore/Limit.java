package fastpath.emulator.explore;

/** What kept an exploration from all states. */
public enum Limit {
  /** Nothing: all states were reached. */
  NONE,
  /** The budget, in states. */
  STATES,
  /** {@link Multiprocessor#MOST_PENDING}: a CPU had to wait where x86-TSO lets it go on. */
  PENDING_STORES
}
