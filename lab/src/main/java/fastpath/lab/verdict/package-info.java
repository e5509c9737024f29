/**
 * Claims, their criteria and verdicts: how a claim is decided. A {@link fastpath.lab.verdict.Claim}
 * is evaluated in a {@link fastpath.lab.verdict.Setting}. A {@link fastpath.lab.verdict.Comparison}
 * measures fast paths under variants and asks each {@link fastpath.lab.verdict.Criterion} about the
 * measurements. The {@link fastpath.lab.verdict.Finding} holds the verdict and the {@link
 * fastpath.lab.verdict.Exhibit exhibits} that show it. A claim about several CPUs is a {@link
 * fastpath.lab.verdict.RaceClaim race claim}: every order of accesses of a {@link
 * fastpath.lab.verdict.Race} is explored.
 *
 * <p>A criterion has a {@link fastpath.lab.verdict.Quantifier}, an expected verdict, and cases that
 * are fixed before anything is run. Each case has an {@link fastpath.lab.verdict.Answer}. A {@link
 * fastpath.lab.verdict.Twin} is a broken kernel under which the criterion must come out otherwise.
 */
package fastpath.lab.verdict;
