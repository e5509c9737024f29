/**
 * Litmus tests in herd's formats, which are explored as the machine code that the columns assemble
 * to.
 */
package fastpath.lab.litmus;
