/**
 * What the mere presence of a call costs a path that may not even pass it.
 *
 * <p>{@link fastpath.lab.blame.CallText} writes a call in C as inline asm that calls a thunk, so
 * that the compiler keeps no register for it. {@link fastpath.lab.blame.HiddenCalls} does that for
 * some calls of a program, in the user's files and in headers of kernelsrc, and adds the thunks,
 * which save every register and call the function. {@link fastpath.lab.blame.Cost} is the
 * difference of the two measured calls.
 */
package fastpath.lab.blame;
