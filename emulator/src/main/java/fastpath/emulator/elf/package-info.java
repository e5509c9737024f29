/**
 * Numbers of the ELF format that both sides need: the compiler, which writes objects, and the
 * emulator's linker, which reads them.
 */
package fastpath.emulator.elf;
