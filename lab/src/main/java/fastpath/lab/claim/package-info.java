/**
 * The claims, one class each: what the article says, the comparison that would show it, the verdict
 * expected and the broken twin. {@link fastpath.lab.claim.Claims} lists them in the article's
 * order.
 */
package fastpath.lab.claim;
