/**
 * Constants of the ELF format that are used both by the compiler, which writes objects, and by the
 * emulator's linker, which reads objects.
 */
package fastpath.emulator.elf;
