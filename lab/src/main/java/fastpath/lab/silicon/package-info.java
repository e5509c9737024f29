/**
 * Runs the same code on the host CPU by single-stepping, and compares counts and state with the
 * machine's.
 */
package fastpath.lab.silicon;
