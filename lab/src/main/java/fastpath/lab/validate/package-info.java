/**
 * What must hold of a path whatever interrupts it: every fast path is run once for every place at
 * which an interrupt can come, and looked at afterwards.
 *
 * <p>Most of these runs are not made from the entry to the end. A run starts from a snapshot at the
 * place of its last interrupt ({@code Places}). Wherever no interrupt is being handled, and where
 * the call has returned, it is compared with the runs that came by the same position before ({@code
 * KnownRuns}): if memory agrees on all bytes that one of them read from there on, the rest is
 * known. {@code SharedPrefixTest} holds the results against those of runs that are made from the
 * entry.
 */
package fastpath.lab.validate;
