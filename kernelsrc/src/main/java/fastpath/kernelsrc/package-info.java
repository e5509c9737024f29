/** The fast paths as C. */
package fastpath.kernelsrc;
