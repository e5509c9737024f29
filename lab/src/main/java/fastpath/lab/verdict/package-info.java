/**
 * How a claim is decided. A {@link fastpath.lab.verdict.Claim} is evaluated in a {@link
 * fastpath.lab.verdict.Setting}; a {@link fastpath.lab.verdict.Comparison} measures fast paths
 * under variants and puts each {@link fastpath.lab.verdict.Criterion} to them; the {@link
 * fastpath.lab.verdict.Finding} carries the verdict and the {@link fastpath.lab.verdict.Exhibit
 * exhibits} that show it. Claims about several CPUs are {@link fastpath.lab.verdict.RaceClaim race
 * claims}: a {@link fastpath.lab.verdict.Race} is explored, not run.
 *
 * <p>A criterion has a {@link fastpath.lab.verdict.Quantifier}, cases that are fixed before
 * anything is run, with an {@link fastpath.lab.verdict.Answer} each, the verdict expected of it,
 * and a {@link fastpath.lab.verdict.Twin} under which it must come out otherwise.
 */
package fastpath.lab.verdict;
