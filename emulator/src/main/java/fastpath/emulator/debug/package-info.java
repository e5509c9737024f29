/** Call frame information, lines and inline records of sections that are given as bytes. */
package fastpath.emulator.debug;
