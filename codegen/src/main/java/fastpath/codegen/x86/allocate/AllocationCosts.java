package fastpath.codegen.x86.allocate;

/**
 * What the register allocator weighs. All costs but {@link #calleeSaved} are for one execution and
 * count by the predicted frequency of the block, of which the most frequent one of the function has
 * {@link #frequencyScale}.
 *
 * <p>{@link #GCC12} is the model of gcc 12's integrated register allocator (ira-color.cc,
 * assign_hard_reg; ira-costs.cc, tune_allocno_costs) on x86-64 with generic tuning, read from its
 * {@code -fdump-rtl-ira} output. Its peculiarity is that the push and pop of a callee-saved
 * register do not count by the frequency of the entry: a value that lives over a call, however
 * cold, goes to one, unless a copy into another register disappears by staying there.
 *
 * @param frequencyScale frequency of the most frequent block
 * @param load reading a value from the frame
 * @param store writing one
 * @param move a copy between registers
 * @param calleeSaved the first use of a callee-saved register, for the whole function
 * @param strongPreference per mille of frequency gained by being in the register that a copy goes
 *     to
 */
public record AllocationCosts(
    int frequencyScale, int load, int store, int move, int calleeSaved, int strongPreference) {
  public static final AllocationCosts GCC12 = new AllocationCosts(1000, 6, 6, 2, 11, 3000);

  /** Saving and restoring a caller-saved register around one call. */
  int saveAroundCall() {
    return load + store;
  }

  /** The frequency of a block, at least 1. */
  int frequency(double executions, double most) {
    // Rounded down, as gcc does: what several ways define together does not outweigh what one does.
    return Math.max(1, (int) (executions / most * frequencyScale));
  }
}
