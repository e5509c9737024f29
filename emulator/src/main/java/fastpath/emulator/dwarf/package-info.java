/**
 * Constants of the DWARF format (DWARF 5, section 7) that are used both by the assembler, which
 * writes debugging and unwind information, and by package debug, which reads it.
 */
package fastpath.emulator.dwarf;
