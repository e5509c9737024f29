/**
 * Exploration of several CPUs over one memory, in every order in which their micro-ops can take
 * effect.
 *
 * <p>A {@link Stepper} runs one CPU until the CPU needs memory; a {@link SharedMemory} is the
 * memory model; a {@link Multiprocessor} computes the possible steps, including interrupts; an
 * {@link Explorer} takes all steps, or only those that a {@link Reduction} chooses because the
 * other orders make no difference.
 *
 * <p>This table shows how the number of explored states and the seconds on one busy core grow where
 * almost no order can be left out: the CPUs store and load in turn, every stored value is
 * different, and every loaded value is kept ({@code mvn -pl tests -am -Dtest=GrowthTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfastpath.litmus.growth=true test} prints the table
 * anew):
 *
 * <pre>
 * CPUs  operations each  one variable     two variables    three variables
 *    2                4       71  0.0 s       57  0.0 s       21  0.0 s
 *    2                8     4095  0.0 s     2974  0.0 s     1213  0.0 s
 *    2               12   268297  3.1 s   120834  1.6 s    44998  0.4 s
 *    3                4     5022  0.1 s     4416  0.1 s     1547  0.0 s
 *    3                6   523444  9.0 s   315596  5.6 s   128805  2.1 s
 * </pre>
 *
 * Two more operations on each CPU multiply the number of states by about eight with two CPUs, and
 * by about eighty with three CPUs.
 */
package fastpath.emulator.explore;
