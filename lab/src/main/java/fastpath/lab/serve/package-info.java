/**
 * The web server of the live page: HTTP on the loopback address for one browser on the same
 * machine. It knows pages, requests and their limits, and nothing of what is computed; a {@link
 * fastpath.lab.serve.Service} does that.
 *
 * <p>Who may ask: a {@link fastpath.lab.serve.Doorkeeper} admits a request that has the random
 * token in its path, names the loopback address as its host, and does not come from a page of
 * another origin. What a request may cost: its body, the number of requests at work, and the time
 * of each are limited.
 */
package fastpath.lab.serve;
