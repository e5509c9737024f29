package fastpath.emulator.explore;

/** The limit that kept an exploration from reaching all states. */
public enum Limit {
  /** No limit: all states were reached. */
  NONE,
  /** The budget, in states. */
  STATES,
  /** {@link Multiprocessor#MOST_PENDING}: a CPU had to wait where x86-TSO lets it go on. */
  PENDING_STORES
}
