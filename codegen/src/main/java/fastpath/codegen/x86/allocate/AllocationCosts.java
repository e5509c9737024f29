package fastpath.codegen.x86.allocate;

/**
 * Costs that the register allocator compares. All costs except {@link #calleeSaved} are for one
 * execution and are multiplied by the predicted frequency of the block. The most frequent block of
 * a function has {@link #frequencyScale}.
 *
 * <p>{@link #GCC12} is the model of gcc 12's integrated register allocator (ira-color.cc,
 * assign_hard_reg; ira-costs.cc, tune_allocno_costs) on x86-64 with generic tuning, read from its
 * {@code -fdump-rtl-ira} output. In that model the push and pop of a callee-saved register are not
 * multiplied by the frequency of the entry. A value that is live across a call, however cold,
 * therefore gets such a register, unless staying in another register removes a copy.
 *
 * @param frequencyScale frequency of the most frequent block
 * @param load reading a value from the frame
 * @param store writing a value to the frame
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
    // Rounded down, as in gcc: a value that several paths define does not outweigh one that a
    // single path defines.
    return Math.max(1, (int) (executions / most * frequencyScale));
  }
}
