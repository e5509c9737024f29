/**
 * Readers of debug sections: call frame information, line tables and records of inlined functions.
 * The units of a large file are read when their code is looked up.
 */
package fastpath.emulator.debug;
