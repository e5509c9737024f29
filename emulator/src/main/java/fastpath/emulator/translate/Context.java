package fastpath.emulator.translate;

/**
 * How a passage came to a piece of code: the calls inside the passage that lead there. A callee is
 * translated once for each, so that its return has one place to go to.
 *
 * @param caller null where the passage begins
 * @param returnAddress where the callee returns to; 0 where the passage begins
 * @param own whether it is the called function's own activation that runs
 * @param depth of calls
 */
record Context(Context caller, long returnAddress, boolean own, int depth) {
  static Context root(boolean own) {
    return new Context(null, 0, own, 0);
  }

  Context callee(long address) {
    return new Context(this, address, false, depth + 1);
  }
}
