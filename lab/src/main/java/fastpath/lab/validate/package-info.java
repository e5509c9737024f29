/**
 * What must hold of a path whatever interrupts it: every fast path is run once for every place at
 * which an interrupt can come, and looked at afterwards.
 *
 * <p>Most of these runs are not made from the entry to the end. A run starts from a snapshot at the
 * place of its last interrupt ({@code Places}). Three things make the rest short:
 *
 * <ul>
 *   <li>The runs of all places are made from the last place to the first ({@code Sweep}). Where an
 *       interrupt has returned, and where the run made before stood, a run is compared with the
 *       runs that came by the same position ({@code KnownRuns}): if memory agrees on all bytes that
 *       one of them read from there on, the rest is known.
 *   <li>What an interrupt does is replayed from a summary ({@code Summaries}, {@link
 *       fastpath.emulator.Summarizer}) if its handler copies the interrupted registers and lets
 *       nothing else depend on them.
 *   <li>Such an interrupt commutes with the instruction before it if neither stores what the other
 *       loads or stores. Both orders are the same run, and one of them is not made.
 * </ul>
 *
 * <p>{@code SharedPrefixTest} holds the results against those of runs that are made from the entry.
 */
package fastpath.lab.validate;
