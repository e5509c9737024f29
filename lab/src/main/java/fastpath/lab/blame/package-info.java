/**
 * Measures the cost that a call adds to a path, even to a path that does not execute the call.
 *
 * <p>{@link fastpath.lab.blame.CallText} rewrites a call in C as inline asm that calls a thunk. The
 * compiler then generates the surrounding code as if there were no call. {@link
 * fastpath.lab.blame.HiddenCalls} rewrites calls of a program, in the user's files and in headers
 * of kernelsrc. {@code HiddenCalls} also adds the thunks, which save all general registers that a
 * callee may change and call the function, or removes the calls. {@link fastpath.lab.blame.Cost} is
 * the difference between the measured calls of the original and the rewritten program. Of a
 * function without source, {@link fastpath.lab.blame.CallShares} finds the executed instructions
 * that serve calls in the machine code.
 */
package fastpath.lab.blame;
