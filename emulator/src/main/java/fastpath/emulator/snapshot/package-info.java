/**
 * Snapshots: many short runs from the same state. A snapshot is a {@link
 * fastpath.emulator.MachineState}: registers, what is mapped, the contents of memory, and where a
 * call in progress stands. It is immutable, and several threads may share it.
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
 *   <li><em>take</em>: {@link fastpath.emulator.Machine#take}, between two calls or where {@link
 *       fastpath.emulator.Machine#pauseAt} has paused one.
 *   <li><em>restore</em>: {@link fastpath.emulator.Machine#restore}, of a snapshot of this machine
 *       or of another one with the same image and addresses. After a snapshot within a call, {@link
 *       fastpath.emulator.Machine#finish} goes on. The count of retired instructions goes on from
 *       what it was; the profile begins afresh.
 *   <li><em>fork</em>: {@link fastpath.emulator.Machine#fork} makes a second machine.
 *   <li><em>read set</em>: a {@link fastpath.emulator.snapshot.ReadLog} notes which bytes a run
 *       loads before it stores to them. Two calls that stand at the same {@link
 *       fastpath.emulator.CpuPosition} and agree on those bytes go on alike, so that the second
 *       need not be made: {@link fastpath.emulator.MachineState#agrees}. There is no read set of a
 *       run that reads the time-stamp counter or changes code or mappings.
 *   <li><em>interrupt summary</em>: {@link fastpath.emulator.Summarizer} follows the registers that
 *       an interrupt finds through its handler. If the handler only saves and restores them, it
 *       does the same wherever it reads the same bytes, and is replayed instead of executed. A
 *       summary tells as well whether an instruction and the interrupt commute.
 *   <li><em>dirty pages</em>: {@link fastpath.emulator.machine.Memory#dirtyPages}, those written
 *       since the last snapshot was taken or restored.
 * </ul>
 *
 * <h2>How</h2>
 *
 * <p>Each mapping keeps a list of the pages that were written ({@link
 * fastpath.emulator.snapshot.DirtyPages}), and the tree of pages that the others equal ({@link
 * fastpath.emulator.snapshot.PageTree}). The interpreter and translated code mark a page before
 * they write it: a load and a comparison for each store. Translated code does so from the first
 * snapshot of a memory on; that one looks at all that is mapped. To take a snapshot is to copy the
 * pages of the list into a new tree, which shares all others with the one before. To restore a
 * snapshot is to copy the pages of the list back, and the pages in which the two trees differ; a
 * subtree that both share is skipped.
 *
 * <h2>Cost</h2>
 *
 * <p>{@code SnapshotBenchmark} measures time. The figures are from two cores of an AMD EPYC that
 * other work kept busy, so that they show the growth and not the least cost:
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
