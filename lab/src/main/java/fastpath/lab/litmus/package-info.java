/** Litmus tests in herd's formats, explored as the machine code that their columns assemble to. */
package fastpath.lab.litmus;
