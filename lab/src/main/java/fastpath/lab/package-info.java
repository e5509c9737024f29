/** Claims, measurements and the command line. */
package fastpath.lab;
