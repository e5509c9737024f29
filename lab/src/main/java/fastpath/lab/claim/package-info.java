/**
 * The claims, one class each: what the article says, the comparison that would show it, the verdict
 * expected, and the criteria with the twin of each. {@link fastpath.lab.claim.Claims} lists them in
 * the article's order. The page {@code lab/CRITERIA.md} has every criterion with its quantifier,
 * its cases, those that it is not applicable to, and its twin.
 */
package fastpath.lab.claim;
