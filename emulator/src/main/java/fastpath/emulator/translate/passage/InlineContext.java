package fastpath.emulator.translate.passage;

/**
 * An inline context: the chain of inlined calls that leads to a piece of code. A callee is
 * translated once for each context, so that its return has a single target.
 *
 * @param caller context of the call instruction; null where the passage begins
 * @param returnAddress address that the callee returns to; 0 where the passage begins
 * @param own true if the code runs in the called function's own activation
 * @param depth number of inlined calls in the chain
 */
public record InlineContext(InlineContext caller, long returnAddress, boolean own, int depth) {
  static InlineContext root(boolean own) {
    return new InlineContext(null, 0, own, 0);
  }

  InlineContext callee(long address) {
    return new InlineContext(this, address, false, depth + 1);
  }
}
