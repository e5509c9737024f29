/**
 * Readers of debug sections: call frame information, line tables and records of inlined functions.
 */
package fastpath.emulator.debug;
