/**
 * The claims of the article, one class each: the article's statement, the comparison that would
 * show it, the expected verdict, and the criteria, each with its twin. {@link
 * fastpath.lab.claim.Claims} lists the claims in the article's order. The page {@code
 * lab/CRITERIA.md} lists every criterion with its quantifier, its cases, the cases that the
 * criterion does not apply to, and its twin.
 */
package fastpath.lab.claim;
