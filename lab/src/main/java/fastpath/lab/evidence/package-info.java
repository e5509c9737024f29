/**
 * Evidence that several claims share: the mix of system calls with its costs, the cost of a check,
 * the length of the test, wake-up delays compared with instructions, and comparisons with their
 * tables.
 */
package fastpath.lab.evidence;
