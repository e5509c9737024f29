/** What took long to make, kept in the user's cache folder for the next command. */
package fastpath.lab.cache;
