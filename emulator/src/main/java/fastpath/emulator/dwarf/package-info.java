/**
 * Numbers of the DWARF format (DWARF 5, section 7) that both sides need: the assembler, which
 * writes debugging and unwind information, and package debug, which reads it.
 */
package fastpath.emulator.dwarf;
