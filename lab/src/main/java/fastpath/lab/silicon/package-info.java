/** The host CPU as the referee: the same bytes, single-stepped, compared in counts and state. */
package fastpath.lab.silicon;
