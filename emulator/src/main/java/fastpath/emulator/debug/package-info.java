/**
 * Call frame information, lines and inline records of sections that are given as bytes; and what
 * follows for frames.
 */
package fastpath.emulator.debug;
