/**
 * Exploration of several CPUs over one memory, in every order in which their micro-ops can take
 * effect.
 *
 * <p>A {@link Stepper} runs one CPU until the CPU needs memory; a {@link SharedMemory} is the
 * memory model; a {@link Multiprocessor} computes the possible steps, including interrupts; an
 * {@link Explorer} takes all steps, or only those that a {@link Reduction} chooses because the
 * other orders make no difference.
 *
 * <p>A state is a short row of ints, each of which is the number of a part: a CPU's position, a
 * CPU's pending stores, memory, the requested interrupts. {@link Transitions} keeps the result of
 * each step by the parts on which the step depends, and {@link Choices} keeps the chosen steps by
 * all that is not a value, so that a step in an exploration is a few lookups. The search uses one
 * core.
 *
 * <p>Code is that of the initial memory. A store to code is refused, because the model does not say
 * when a CPU sees new instructions.
 *
 * <p>Values that nothing but the final state reads are no part of a state: {@link LiveState} finds
 * them, {@link Observed} holds them, and {@link AssignmentSets} holds the sets of them that can be
 * observed before a state. So the loads of a test that only its condition reads cost no states, and
 * final states are counted without a look at each.
 *
 * <p>This table shows how the numbers of explored and of final states and the seconds of CPU time
 * grow where almost no order can be left out: the CPUs store and load in turn, every stored value
 * is different, and every loaded value is kept ({@code mvn -pl tests -am -Dtest=GrowthTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfastpath.litmus.growth=true test} prints the table
 * anew):
 *
 * <pre>
 * CPUs  operations  one variable                two variables               three variables
 *    2           8     447        1248  0.1 s      397        676  0.0 s     250      269  0.0 s
 *    2          12    1671       82742  0.3 s     1884      26631  0.1 s    1697     7132  0.0 s
 *    2          16    4395     5812854  0.2 s     5549    1114921  0.2 s    6078   234374  0.1 s
 *    3           4     828        1665  0.0 s      500        816  0.0 s     190      323  0.0 s
 *    3           6    4327      189072  0.1 s     4639      61765  0.1 s    2550    14735  0.0 s
 *    3           8   14810    24759723  0.4 s    20454    3671869  0.3 s   17955   734927  0.2 s
 *    4           4    9781      276992  0.2 s     9305      92916  0.1 s    3309    15060  0.0 s
 *    4           6   78312   773604904  4.9 s   123168  109689882  3.9 s   99215  8475854  1.4 s
 * </pre>
 *
 * Two more operations on each CPU multiply the number of states by about four with two and three
 * CPUs, and by about ten with four CPUs. Where loaded values are stored again, or decide branches,
 * they are a part of the states, and the growth is that of the final states.
 */
package fastpath.emulator.explore;
