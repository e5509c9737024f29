package fastpath.emulator.explore;

/** The limit that prevented an exploration from reaching all states. */
public enum Limit {
  /** No limit: all states were reached. */
  NONE,
  /** The budget of remembered states. */
  STATES,
  /**
   * The limit on pending stores, {@link Multiprocessor#MOST_PENDING}: a CPU had to wait where
   * x86-TSO lets the CPU continue.
   */
  PENDING_STORES
}
