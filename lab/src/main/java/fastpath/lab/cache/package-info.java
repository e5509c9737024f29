/** Keeps values that took long to compute, in the user's cache folder, for later commands. */
package fastpath.lab.cache;
