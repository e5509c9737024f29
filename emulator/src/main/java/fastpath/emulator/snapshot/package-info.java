/**
 * Snapshots of a machine, for many short runs from the same state. A snapshot is a {@link
 * fastpath.emulator.MachineState}: registers, mappings, the contents of memory, and the state of a
 * call in progress. A snapshot is immutable, and several threads may share it.
 *
 * <h2>Use</h2>
 *
 * <pre>{@code
 * MachineState start = machine.take();           // between two calls
 * for (long[] arguments : inputs) {
 *   machine.restore(start);
 *   Ending ending = machine.perform(function, arguments);
 * }
 * machine.begin(function, arguments);
 * machine.pauseAt(20);                           // 20 instructions have retired
 * MachineState inside = machine.take();          // within a call
 * machine.restore(inside);
 * machine.cpu().interrupts().at(20, 0x36);       // another run from there
 * Ending ending = machine.finish();
 * Machine other = machine.fork(start, options);  // for another thread
 * }</pre>
 *
 * <ul>
 *   <li><em>take</em>: {@link fastpath.emulator.Machine#take} takes a snapshot, between two calls
 *       or where {@link fastpath.emulator.Machine#pauseAt} has paused a call.
 *   <li><em>restore</em>: {@link fastpath.emulator.Machine#restore} restores a snapshot of this
 *       machine, or of another machine with the same image and addresses. After a snapshot within a
 *       call has been restored, {@link fastpath.emulator.Machine#finish} continues the call. The
 *       count of retired instructions continues from its value in the snapshot; the profile starts
 *       from zero.
 *   <li><em>fork</em>: {@link fastpath.emulator.Machine#fork} makes a second machine from a
 *       snapshot.
 *   <li><em>read set</em>: a {@link fastpath.emulator.snapshot.ReadLog} notes which bytes a run
 *       loads before it stores to them. Two calls that are at the same {@link
 *       fastpath.emulator.CpuPosition} and have the same values in those bytes continue
 *       identically, so the second call need not be executed: {@link
 *       fastpath.emulator.MachineState#agrees}. A run that reads the time-stamp counter, or changes
 *       code or mappings, has no read set.
 *   <li><em>interrupt summary</em>: {@link fastpath.emulator.Summarizer} follows the interrupted
 *       registers' values through the interrupt handler. If the handler only saves and restores
 *       these registers, its effect is the same wherever it reads the same bytes, so the interrupt
 *       is replayed instead of executed. A summary also tells whether an instruction and the
 *       interrupt commute.
 *   <li><em>dirty pages</em>: {@link fastpath.emulator.machine.Memory#dirtyPages} returns the
 *       number of pages written since the last snapshot was taken or restored.
 * </ul>
 *
 * <h2>Implementation</h2>
 *
 * <p>Each mapping keeps a list of its dirty pages ({@link fastpath.emulator.snapshot.DirtyPages}),
 * and a tree of pages that its clean pages are equal to ({@link
 * fastpath.emulator.snapshot.PageTree}). The interpreter and translated code mark a page before
 * they write to it, which costs a load and a comparison for each store. Translated code marks pages
 * only after the first snapshot of a memory; the first snapshot therefore examines all mapped
 * pages. Taking a snapshot copies the dirty pages into a new tree, which shares all other pages
 * with the tree before. Restoring a snapshot copies the dirty pages back, and the pages in which
 * the two trees differ; subtrees that both trees share are skipped.
 *
 * <h2>Cost</h2>
 *
 * <p>{@code SnapshotBenchmark} measures the times below. The figures were measured on two busy
 * cores of an AMD EPYC, so they show how the cost grows and not the least cost:
 *
 * <table>
 *   <caption>Microseconds, writes included</caption>
 *   <tr><th>pages written</th><th>restore, 1 MiB mapped</th><th>restore, 512 MiB mapped</th>
 *       <th>take, 1 MiB mapped</th><th>take, 512 MiB mapped</th></tr>
 *   <tr><td>1</td><td>0.2</td><td>0.2</td><td>0.5</td><td>0.4</td></tr>
 *   <tr><td>16</td><td>2.4</td><td>1.2</td><td>4.7</td><td>5.7</td></tr>
 *   <tr><td>256</td><td>22</td><td>22</td><td>71</td><td>44</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Microseconds of a run with its restore, 64 MiB mapped</caption>
 *   <tr><th>instructions</th><th>interpreter</th><th>translator</th><th>interpreter, two
 *       threads</th><th>translator, two threads</th></tr>
 *   <tr><td>5</td><td>0.6</td><td>0.5</td><td>1.2</td><td>1.8</td></tr>
 *   <tr><td>50</td><td>2.3</td><td>1.2</td><td>4.7</td><td>2.6</td></tr>
 *   <tr><td>500</td><td>22</td><td>1.9</td><td>31</td><td>3.9</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Growth</caption>
 *   <tr><th>what</th><th>grows with</th><th>does not grow with</th></tr>
 *   <tr><td>take</td><td>pages written since the last snapshot</td><td>memory mapped</td></tr>
 *   <tr><td>restore</td><td>pages written since, and pages that differ between the two
 *       snapshots</td><td>memory mapped</td></tr>
 *   <tr><td>fork</td><td>memory mapped, pages that are not zero</td><td></td></tr>
 *   <tr><td>memory of a snapshot</td><td>pages written since the one before</td><td>memory
 *       mapped</td></tr>
 *   <tr><td>memory of a machine</td><td>memory mapped, twice where it was ever written</td>
 *       <td></td></tr>
 *   <tr><td>take and restore</td><td>the number of mappings, about 10 in a kernel of the
 *       lab's</td><td></td></tr>
 * </table>
 */
package fastpath.emulator.snapshot;
