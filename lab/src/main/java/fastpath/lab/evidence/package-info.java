/**
 * Evidence that several claims share: the mix of system calls with its costs, the cost of a check,
 * the length of the test, wake-up delays against instructions, and comparisons with the tables that
 * belong to them.
 */
package fastpath.lab.evidence;
