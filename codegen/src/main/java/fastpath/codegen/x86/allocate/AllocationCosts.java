package fastpath.codegen.x86.allocate;

/**
 * The costs that the register allocator compares. All costs except {@link #calleeSaved} are for one
 * execution and are multiplied by the predicted frequency of the block. The most frequent block of
 * a function has the frequency {@link #frequencyScale}.
 *
 * <p>{@link #GCC12} is the model of gcc 12's integrated register allocator (ira-color.cc,
 * assign_hard_reg; ira-costs.cc, tune_allocno_costs) on x86-64 with generic tuning, read from its
 * {@code -fdump-rtl-ira} output. In that model the push and pop of a callee-saved register are not
 * multiplied by the frequency of the entry. A value that is live across a call, even an infrequent
 * one, therefore gets a callee-saved register, unless another register removes a copy.
 *
 * @param frequencyScale the frequency of the most frequent block
 * @param load the cost of loading a value from the frame
 * @param store the cost of storing a value to the frame
 * @param move the cost of a copy between registers
 * @param calleeSaved the cost of the first use of a callee-saved register, for the whole function
 * @param strongPreference the gain if a value is in the register to which it is copied, per mille
 *     of the copy's frequency
 */
public record AllocationCosts(
    int frequencyScale, int load, int store, int move, int calleeSaved, int strongPreference) {
  public static final AllocationCosts GCC12 = new AllocationCosts(1000, 6, 6, 2, 11, 3000);

  /** The cost of saving and restoring a caller-saved register around one call. */
  int saveAroundCall() {
    return load + store;
  }

  /** Returns the scaled frequency of a block, at least 1. */
  int frequency(double executions, double most) {
    // The frequency is rounded down, as in gcc: a value that several paths define does not outweigh
    // a value that a single path defines.
    return Math.max(1, (int) (executions / most * frequencyScale));
  }
}
