/**
 * Several CPUs over one memory, and every order in which their micro-ops can take effect.
 *
 * <p>A {@link Stepper} runs one CPU until it wants something of memory; a {@link SharedMemory} is
 * the memory model; {@link Multiprocessor} has the steps that are possible, interrupts among them;
 * {@link Explorer} takes them all, a {@link Reduction} leaving out orders that differ in nothing.
 *
 * <p>How the work grows where hardly anything can be left out - CPUs that store and load by turns,
 * every value different, every load kept - in states explored and seconds on one busy core ({@code
 * mvn -pl tests -am -Dtest=GrowthTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfastpath.litmus.growth=true test} prints it anew):
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
 * Two more operations a CPU make it about eight times as much with two CPUs, about eighty with
 * three.
 */
package fastpath.emulator.explore;
