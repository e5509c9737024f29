package fastpath.emulator.translate.passage;

/**
 * How a passage came to a piece of code: the calls inside the passage that lead there. A callee is
 * translated once for each, so that its return has one place to go to.
 *
 * @param caller null where the passage begins
 * @param returnAddress where the callee returns to; 0 where the passage begins
 * @param own whether it is the called function's own activation that runs
 * @param depth of calls
 */
public record InlineContext(InlineContext caller, long returnAddress, boolean own, int depth) {
  public static InlineContext root(boolean own) {
    return new InlineContext(null, 0, own, 0);
  }

  public InlineContext callee(long address) {
    return new InlineContext(this, address, false, depth + 1);
  }
}
